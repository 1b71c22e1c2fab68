-- What every function needs: who calls, the audit, and the desks that are alive.
--
-- Errors of our own: SX001 stale, SX002 already open, SX003 refund claimed, SX004 batch moved, SX005 not
-- allowed, SX006 gone, SX007 unknown desk. Where another entry is meant, its id is the detail.

CREATE FUNCTION stancer_tui.refuse(code text, word text, other text DEFAULT '') RETURNS void
LANGUAGE plpgsql SET search_path = stancer_tui, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = code, MESSAGE = word, DETAIL = coalesce(other, '');
END;
$$;

-- The desk that calls, if it is this agent's: nobody acts as somebody else. What it writes is durable before
-- it is answered, whatever the session or the role has set; nobody waits for it long, nor it for others.
CREATE FUNCTION stancer_tui.own_desk(desk_id bigint) RETURNS stancer_tui.desks
LANGUAGE plpgsql SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    found desks;
BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    PERFORM set_config('lock_timeout', '8s', true), set_config('idle_in_transaction_session_timeout', '5s', true);
    SELECT * INTO found FROM desks WHERE id = desk_id AND agent = session_user AND ended_at IS NULL;
    IF found.id IS NULL THEN
        PERFORM refuse('SX007', 'desk');
    END IF;
    RETURN found;
END;
$$;

-- Whether a desk has said that it ended, or nothing for long.
CREATE FUNCTION stancer_tui.desk_gone(desk_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = stancer_tui, pg_temp AS $$
    SELECT coalesce(
        (SELECT ended_at IS NOT NULL OR seen_at < clock_timestamp() - interval '30 seconds'
         FROM desks WHERE id = desk_id),
        true
    )
$$;

-- Whether the caller may go on with what a desk has: it is the caller's own, or it is gone.
CREATE FUNCTION stancer_tui.may_take_up(desk_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = stancer_tui, pg_temp AS $$
    SELECT desk_gone(desk_id) OR EXISTS (SELECT FROM desks WHERE id = desk_id AND agent = session_user)
$$;

-- Add a row to the audit and tell every desk. It is the last step of a change: from here on one change
-- waits for the other, so that the numbers have no gap and each row has the hash of the one before it.
CREATE FUNCTION stancer_tui.audit_append(
    of_kind text, of_subject text, mine stancer_tui.desks, was text, is_now text, what text,
    in_live boolean, of_object text
) RETURNS void
LANGUAGE plpgsql SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    last_number bigint := 0;
    last_hash text := repeat('0', 64);
    moment timestamptz;
    joined text;
BEGIN
    -- A row, and no advisory lock: that one anybody might take, and keep.
    PERFORM FROM version ORDER BY number LIMIT 1 FOR UPDATE;
    SELECT number, hash INTO last_number, last_hash FROM audit ORDER BY number DESC LIMIT 1;
    last_number := coalesce(last_number, 0) + 1;
    last_hash := coalesce(last_hash, repeat('0', 64));
    moment := clock_timestamp();
    joined := array_to_string(ARRAY[
        last_hash, last_number::text, of_kind, of_subject,
        (extract(epoch FROM moment) * 1000000)::bigint::text,
        session_user::text, mine.host, mine.pid::text, mine.app_version, coalesce(was, ''), is_now, what
    ], chr(31));
    INSERT INTO audit VALUES (
        last_number, of_kind, of_subject, moment, session_user, mine.host, mine.pid, mine.app_version, was,
        is_now, what, encode(sha256(convert_to(joined, 'UTF8')), 'hex'), in_live, of_object
    );
    PERFORM pg_notify('stancer_tui', json_build_object(
        'kind', of_kind, 'subject', of_subject, 'live', in_live, 'object', of_object,
        'agent', session_user, 'number', last_number
    )::text);
END;
$$;

-- A desk says that it is there: the one known by its number, or a new one. The answer is the number.
CREATE FUNCTION stancer_tui.desk_begin(
    known bigint, on_host text, of_pid bigint, of_start text, of_user text, of_version text
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    UPDATE desks SET seen_at = clock_timestamp()
        WHERE id = known AND agent = session_user AND host = on_host AND pid = of_pid
            AND pid_started = of_start AND ended_at IS NULL
        RETURNING id INTO found;
    IF found IS NULL THEN
        INSERT INTO desks (agent, host, pid, pid_started, os_user, app_version, began_at, seen_at)
            VALUES (session_user, on_host, of_pid, of_start, of_user, of_version, clock_timestamp(),
                clock_timestamp())
            RETURNING id INTO found;
    END IF;
    RETURN found;
END;
$$;

-- It is still there. Losing this one on a crash of the server costs nothing: the disk need not be waited for.
CREATE FUNCTION stancer_tui.desk_seen(desk_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE desks SET seen_at = clock_timestamp()
        WHERE id = desk_id AND agent = session_user AND ended_at IS NULL;
    RETURN FOUND;
END;
$$;

-- It has nothing under way any more.
CREATE FUNCTION stancer_tui.desk_end(desk_id bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
    UPDATE desks SET ended_at = clock_timestamp() WHERE id = desk_id AND agent = session_user
$$;

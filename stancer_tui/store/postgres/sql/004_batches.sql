-- Batches and pending requests.

CREATE FUNCTION stancer_tui.batch_insert(entry jsonb, items jsonb, desk_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    wanted batches := jsonb_populate_record(NULL::batches, entry);
BEGIN
    INSERT INTO batches (
        id, created_at, key_fingerprint, live, reason, ticket, state, revision, stopped, agent, account,
        desk, host, pid, pid_started, os_user, app_version
    ) VALUES (
        wanted.id, clock_timestamp(), wanted.key_fingerprint, wanted.live, wanted.reason, wanted.ticket,
        wanted.state, 0, wanted.stopped, session_user, coalesce(wanted.account, ''), mine.id, mine.host,
        mine.pid, mine.pid_started, mine.os_user, mine.app_version
    );
    INSERT INTO batch_items (batch, place, payment, amount, currency, intent, state, note)
        SELECT wanted.id, place, payment, amount, currency, intent, state, note
        FROM jsonb_populate_recordset(NULL::batch_items, items);
    PERFORM audit_append(
        'batch', wanted.id, mine, NULL, wanted.state, 'confirmed by the agent', wanted.live, ''
    );
END;
$$;

CREATE FUNCTION stancer_tui.batch_locked(known text, known_revision integer) RETURNS stancer_tui.batches
LANGUAGE plpgsql SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    was batches;
BEGIN
    SELECT * INTO was FROM batches WHERE id = known FOR UPDATE;
    IF was.id IS NULL THEN
        PERFORM refuse('SX006', 'batch', known);
    END IF;
    IF was.revision <> known_revision THEN
        PERFORM refuse('SX004', 'moved', known);
    END IF;
    RETURN was;
END;
$$;

-- What was sent meanwhile was not left out.
CREATE FUNCTION stancer_tui.batch_leave_out(known text, payments text[], why text) RETURNS void
LANGUAGE sql SET search_path = stancer_tui, pg_temp AS $$
    UPDATE batch_items SET state = 'skipped', note = why
    WHERE batch = known AND payment = ANY (payments) AND intent NOT IN (SELECT id FROM intents)
$$;

CREATE FUNCTION stancer_tui.batch_advance(
    known text, known_revision integer, becomes text, why_stopped text, skip text[], skip_note text,
    what text, desk_id bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    was batches := batch_locked(known, known_revision);
BEGIN
    IF was.state = 'ended' THEN
        PERFORM refuse('SX005', 'step', 'ended>' || becomes);
    END IF;
    IF was.state = 'running' AND NOT may_take_up(was.desk) THEN
        PERFORM refuse('SX005', 'other_desk');
    END IF;
    UPDATE batches SET
        state = becomes, revision = revision + 1, stopped = why_stopped, desk = mine.id, host = mine.host,
        pid = mine.pid, pid_started = mine.pid_started, os_user = mine.os_user, app_version = mine.app_version
    WHERE id = known;
    PERFORM batch_leave_out(known, skip, skip_note);
    PERFORM audit_append('batch', known, mine, NULL, becomes, what, was.live, '');
END;
$$;

CREATE FUNCTION stancer_tui.batch_skip(
    known text, known_revision integer, of_payment text, why text, desk_id bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    was batches := batch_locked(known, known_revision);
BEGIN
    IF was.state = 'running' AND NOT may_take_up(was.desk) THEN
        PERFORM refuse('SX005', 'other_desk');
    END IF;
    PERFORM batch_leave_out(known, ARRAY[of_payment], why);
    PERFORM audit_append('batch', known, mine, NULL, was.state, 'left out ' || of_payment, was.live, '');
END;
$$;

-- New, or as it stands now: what was asked stands.
CREATE FUNCTION stancer_tui.request_put(entry jsonb, desk_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    wanted requests := jsonb_populate_record(NULL::requests, entry);
    was requests;
BEGIN
    SELECT * INTO was FROM requests WHERE id = wanted.id FOR UPDATE;
    IF was.id IS NULL THEN
        INSERT INTO requests (
            id, kind, live, created_at, key_fingerprint, state, object_id, unique_id, amount, currency,
            http_status, error_class, reason, finished_at, agent, account, desk, host, pid, pid_started,
            os_user, app_version
        ) VALUES (
            wanted.id, wanted.kind, wanted.live, clock_timestamp(), wanted.key_fingerprint, wanted.state,
            wanted.object_id, wanted.unique_id, wanted.amount, wanted.currency, wanted.http_status,
            wanted.error_class, wanted.reason, wanted.finished_at, session_user,
            coalesce(wanted.account, ''), mine.id, mine.host, mine.pid, mine.pid_started, mine.os_user,
            mine.app_version
        );
    ELSE
        IF was.state IN ('prepared', 'sending') AND NOT may_take_up(was.desk) THEN
            PERFORM refuse('SX005', 'other_desk');
        END IF;
        UPDATE requests SET
            state = wanted.state, object_id = wanted.object_id, http_status = wanted.http_status,
            error_class = wanted.error_class, reason = wanted.reason, finished_at = wanted.finished_at,
            desk = mine.id, host = mine.host, pid = mine.pid, pid_started = mine.pid_started,
            os_user = mine.os_user
        WHERE id = wanted.id;
    END IF;
    PERFORM audit_append(
        'request', wanted.id, mine, was.state, wanted.state, coalesce(was.kind, wanted.kind),
        coalesce(was.live, wanted.live), coalesce(wanted.object_id, '')
    );
END;
$$;

-- Notes, and who works on what.

CREATE FUNCTION stancer_tui.note_add(
    note_id text, in_live boolean, on_object text, what text, of_account text, desk_id bigint
) RETURNS stancer_tui.notes
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    made notes;
BEGIN
    INSERT INTO notes (id, live, object, text, agent, at, account)
        VALUES (note_id, in_live, on_object, what, session_user, clock_timestamp(), of_account)
        RETURNING * INTO made;
    PERFORM audit_append('note', note_id, mine, NULL, 'written', on_object, in_live, on_object);
    RETURN made;
END;
$$;

CREATE FUNCTION stancer_tui.note_strike(note_id text, desk_id bigint) RETURNS SETOF stancer_tui.notes
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    struck notes;
BEGIN
    UPDATE notes SET struck_by = session_user, struck_at = clock_timestamp()
        WHERE id = note_id AND struck_at IS NULL RETURNING * INTO struck;
    IF struck.id IS NOT NULL THEN
        PERFORM audit_append('note', note_id, mine, 'written', 'struck', '', struck.live, struck.object);
    END IF;
    RETURN QUERY SELECT * FROM notes WHERE id = note_id;
END;
$$;

-- Of two who take at once the second is the one that has it, and the audit knows both.
CREATE FUNCTION stancer_tui.claim_take(
    in_live boolean, on_object text, for_agent text, of_account text, desk_id bigint
) RETURNS stancer_tui.claims
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    before text;
    made claims;
BEGIN
    IF for_agent <> session_user AND NOT EXISTS (
        SELECT FROM pg_roles
        WHERE rolname = for_agent AND rolcanlogin AND pg_has_role(oid, 'stancer_agent', 'MEMBER')
    ) THEN
        PERFORM refuse('SX005', 'no_agent', for_agent);
    END IF;
    SELECT agent INTO before FROM claims WHERE live = in_live AND object = on_object FOR UPDATE;
    INSERT INTO claims (live, object, agent, given_by, at, account)
        VALUES (in_live, on_object, for_agent, session_user, clock_timestamp(), of_account)
        ON CONFLICT (live, object) DO UPDATE SET
            agent = excluded.agent, given_by = excluded.given_by, at = excluded.at, account = excluded.account
        RETURNING * INTO made;
    PERFORM audit_append(
        'claim', on_object, mine, before, for_agent,
        CASE WHEN for_agent = session_user THEN 'taken' ELSE 'given' END, in_live, on_object
    );
    RETURN made;
END;
$$;

CREATE FUNCTION stancer_tui.claim_release(in_live boolean, on_object text, desk_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    before text;
BEGIN
    DELETE FROM claims WHERE live = in_live AND object = on_object RETURNING agent INTO before;
    IF before IS NOT NULL THEN
        PERFORM audit_append('claim', on_object, mine, before, '', 'let go', in_live, on_object);
    END IF;
END;
$$;

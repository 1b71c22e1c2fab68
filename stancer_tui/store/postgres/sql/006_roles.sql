-- Who may do what. These are group roles of the whole server: GRANT stancer_agent TO nadia lets her in.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['stancer_agent', 'stancer_approver', 'stancer_auditor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object THEN
                NULL;  -- another database's ledger was made at the same moment
            END;
        END IF;
    END LOOP;
    IF NOT pg_has_role('stancer_approver', 'stancer_agent', 'MEMBER') THEN
        GRANT stancer_agent TO stancer_approver;
    END IF;
END;
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA stancer_tui FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA stancer_tui FROM PUBLIC;
GRANT USAGE ON SCHEMA stancer_tui TO stancer_agent, stancer_auditor;
GRANT SELECT ON ALL TABLES IN SCHEMA stancer_tui TO stancer_agent, stancer_auditor;
GRANT EXECUTE ON FUNCTION
    stancer_tui.desk_begin(bigint, text, bigint, text, text, text),
    stancer_tui.desk_seen(bigint),
    stancer_tui.desk_end(bigint),
    stancer_tui.intent_insert(jsonb, bigint),
    stancer_tui.intent_advance(text, integer, jsonb, text, boolean, bigint),
    stancer_tui.batch_insert(jsonb, jsonb, bigint),
    stancer_tui.batch_advance(text, integer, text, text, text[], text, text, bigint),
    stancer_tui.batch_skip(text, integer, text, text, bigint),
    stancer_tui.request_put(jsonb, bigint),
    stancer_tui.note_add(text, boolean, text, text, text, bigint),
    stancer_tui.note_strike(text, bigint),
    stancer_tui.claim_take(boolean, text, text, text, bigint),
    stancer_tui.claim_release(boolean, text, bigint)
TO stancer_agent;

-- Taking the journal of one agent over. Only the ledger's owner calls this: an agent cannot write what was.

CREATE FUNCTION stancer_tui.journal_import(taken jsonb, on_host text, of_version text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks;
    fresh text[];
    counts jsonb := '{}';
    counted integer;
    change record;
BEGIN
    INSERT INTO desks (agent, host, pid, pid_started, os_user, app_version, began_at, seen_at, ended_at)
        VALUES (session_user, on_host, 0, 'import', session_user, of_version, clock_timestamp(),
            clock_timestamp(), clock_timestamp())
        RETURNING * INTO mine;
    SELECT coalesce(array_agg(each.id), '{}') INTO fresh
        FROM jsonb_populate_recordset(NULL::intents, taken -> 'intents') AS each
        WHERE each.id NOT IN (SELECT id FROM intents);

    INSERT INTO intents (
        id, created_at, key_fingerprint, live, kind, payment, amount, currency, baseline_ids, baseline_sum,
        baseline_status, state, revision, server_date, sent_at, refund_id, http_status, error_class, reason,
        candidate_ids, sum_after, refused, ticket, refund_reason, approved_by, supersedes, agent, account,
        desk, host, pid, pid_started, os_user, app_version
    ) SELECT
        each.id, each.created_at, each.key_fingerprint, each.live, each.kind, each.payment, each.amount,
        each.currency, each.baseline_ids, each.baseline_sum, each.baseline_status, each.state, each.revision,
        each.server_date, each.sent_at, each.refund_id, each.http_status, each.error_class, each.reason,
        each.candidate_ids, each.sum_after, each.refused, each.ticket, each.refund_reason, NULL,
        each.supersedes, each.agent, each.account, mine.id, each.host, each.pid, each.pid_started,
        each.os_user, each.app_version
    FROM jsonb_array_elements(taken -> 'intents') WITH ORDINALITY AS listed (entry, place),
        jsonb_populate_record(NULL::intents, listed.entry) AS each
    WHERE each.id = ANY (fresh) ORDER BY listed.place;
    GET DIAGNOSTICS counted = ROW_COUNT;
    counts := counts || jsonb_build_object('intents', counted);

    FOR change IN
        SELECT each.* FROM jsonb_to_recordset(taken -> 'changes') AS each (
            subject text, at text, agent text, before_state text, after_state text, detail text
        ) WHERE each.subject = ANY (fresh)
    LOOP
        PERFORM audit_append(
            'intent', change.subject, mine, change.before_state, change.after_state,
            format('imported: %s (%s, %s)', change.detail, change.agent, change.at),
            (SELECT live FROM intents WHERE id = change.subject),
            (SELECT payment FROM intents WHERE id = change.subject)
        );
    END LOOP;

    WITH added AS (
        INSERT INTO batches (
            id, created_at, key_fingerprint, live, reason, ticket, state, revision, stopped, agent, account,
            desk, host, pid, pid_started, os_user, app_version
        ) SELECT
            each.id, each.created_at, each.key_fingerprint, each.live, each.reason, each.ticket, each.state,
            each.revision, each.stopped, each.agent, each.account, mine.id, each.host, each.pid,
            each.pid_started, each.os_user, each.app_version
        FROM jsonb_populate_recordset(NULL::batches, taken -> 'batches') AS each
        ON CONFLICT (id) DO NOTHING RETURNING id
    ), filled AS (
        INSERT INTO batch_items (batch, place, payment, amount, currency, intent, state, note)
        SELECT each.batch, each.place, each.payment, each.amount, each.currency, each.intent, each.state,
            each.note
        FROM jsonb_populate_recordset(NULL::batch_items, taken -> 'items') AS each
        WHERE each.batch IN (SELECT id FROM added)
    ) SELECT count(*) INTO counted FROM added;
    counts := counts || jsonb_build_object('batches', counted);

    INSERT INTO requests (
        id, kind, live, created_at, key_fingerprint, state, object_id, unique_id, amount, currency,
        http_status, error_class, reason, finished_at, agent, account, desk, host, pid, pid_started, os_user,
        app_version
    ) SELECT
        each.id, each.kind, each.live, each.created_at, each.key_fingerprint, each.state, each.object_id,
        each.unique_id, each.amount, each.currency, each.http_status, each.error_class, each.reason,
        each.finished_at, each.agent, each.account, mine.id, each.host, each.pid, each.pid_started,
        each.os_user, each.app_version
    FROM jsonb_populate_recordset(NULL::requests, taken -> 'requests') AS each
    ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS counted = ROW_COUNT;
    counts := counts || jsonb_build_object('requests', counted);

    INSERT INTO notes (id, live, object, text, agent, at, struck_by, struck_at, account)
    SELECT each.id, each.live, each.object, each.text, each.agent, each.at, each.struck_by, each.struck_at,
        each.account
    FROM jsonb_populate_recordset(NULL::notes, taken -> 'notes') AS each
    ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS counted = ROW_COUNT;
    counts := counts || jsonb_build_object('notes', counted);

    PERFORM audit_append('import', mine.id::text, mine, NULL, 'imported', counts::text, false, '');
    RETURN counts;
END;
$$;
REVOKE ALL ON FUNCTION stancer_tui.journal_import(jsonb, text, text) FROM PUBLIC;

-- Refund intents: which step may follow which, by whom, and what it may change. What was confirmed stands.

CREATE FUNCTION stancer_tui.other_open(in_live boolean, of_payment text, but text) RETURNS text
LANGUAGE sql STABLE SET search_path = stancer_tui, pg_temp AS $$
    SELECT id FROM intents
    WHERE live = in_live AND payment = of_payment AND id <> but
        AND state IN ('waiting', 'prepared', 'sending', 'unknown', 'ambiguous')
$$;

CREATE FUNCTION stancer_tui.intent_insert(entry jsonb, desk_id bigint) RETURNS stancer_tui.intents
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    wanted intents := jsonb_populate_record(NULL::intents, entry);
    cap limits;
    other text;
    made intents;
BEGIN
    IF wanted.state NOT IN ('waiting', 'prepared') THEN
        PERFORM refuse('SX005', 'step', wanted.state);
    END IF;
    LOOP
        IF EXISTS (SELECT FROM intents WHERE id = wanted.id) THEN
            PERFORM refuse('SX002', 'written', wanted.id);
        END IF;
        other := other_open(wanted.live, wanted.payment, wanted.id);
        IF other IS NOT NULL THEN
            PERFORM refuse('SX002', 'open', other);
        END IF;
        SELECT * INTO cap FROM limits WHERE currency = lower(wanted.currency);
        IF wanted.amount > cap.ceiling THEN
            PERFORM refuse('SX005', 'ceiling');
        END IF;
        IF wanted.state = 'prepared' AND wanted.amount > cap.approval_above THEN
            PERFORM refuse('SX005', 'needs_approval');
        END IF;
        BEGIN
            INSERT INTO intents (
                id, created_at, key_fingerprint, live, kind, payment, amount, currency, baseline_ids,
                baseline_sum, baseline_status, state, revision, server_date, candidate_ids, refused, ticket, refund_reason,
                supersedes, agent, account, desk, host, pid, pid_started, os_user, app_version
            ) VALUES (
                wanted.id, clock_timestamp(), wanted.key_fingerprint, wanted.live, wanted.kind, wanted.payment,
                wanted.amount, wanted.currency, wanted.baseline_ids, wanted.baseline_sum, wanted.baseline_status,
                wanted.state, 0, wanted.server_date, '{}', false, wanted.ticket, wanted.refund_reason,
                wanted.supersedes, session_user, coalesce(wanted.account, ''), mine.id, mine.host, mine.pid,
                mine.pid_started, mine.os_user, mine.app_version
            ) RETURNING * INTO made;
            EXIT;
        EXCEPTION WHEN unique_violation THEN
            NULL;  -- another desk was first, since the look above: it may even have ended again
        END;
    END LOOP;
    PERFORM audit_append(
        'intent', made.id, mine, NULL, made.state, 'confirmed by the agent', made.live, made.payment
    );
    RETURN made;
END;
$$;

-- The intent after a step that this agent may do; refuses every other one.
CREATE FUNCTION stancer_tui.intent_step(was stancer_tui.intents, wanted stancer_tui.intents, mine stancer_tui.desks)
RETURNS stancer_tui.intents
LANGUAGE plpgsql SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    step text := was.state || '>' || wanted.state;
    sender boolean := coalesce(was.sent_by = session_user, false);
    hers boolean := EXISTS (SELECT FROM desks WHERE id = was.desk AND agent = session_user);
    takes_up boolean := false;
    becomes intents := was;
BEGIN
    becomes.state := wanted.state;
    becomes.revision := was.revision + 1;
    CASE
    WHEN step = 'waiting>prepared' THEN
        IF was.agent = session_user THEN PERFORM refuse('SX005', 'own_request'); END IF;
        IF NOT pg_has_role(session_user, 'stancer_approver', 'MEMBER') THEN
            PERFORM refuse('SX005', 'not_approver');
        END IF;
        IF was.created_at < clock_timestamp() - interval '24 hours' THEN PERFORM refuse('SX005', 'lapsed'); END IF;
        IF was.amount > (SELECT ceiling FROM limits WHERE currency = lower(was.currency)) THEN
            PERFORM refuse('SX005', 'ceiling');
        END IF;
        becomes.approved_by := session_user;
        takes_up := true;
    WHEN step = 'waiting>declined' THEN
        IF was.agent = session_user THEN PERFORM refuse('SX005', 'own_request'); END IF;
        becomes.reason := wanted.reason;
    WHEN step = 'waiting>withdrawn' THEN
        IF was.agent <> session_user THEN PERFORM refuse('SX005', 'others_request'); END IF;
        becomes.reason := wanted.reason;
    WHEN step = 'waiting>lapsed' THEN
        IF was.created_at > clock_timestamp() - interval '24 hours' THEN PERFORM refuse('SX005', 'not_lapsed'); END IF;
    WHEN step = 'prepared>sending' THEN
        IF NOT hers THEN PERFORM refuse('SX005', 'other_desk'); END IF;
        becomes.sent_at := clock_timestamp();
        becomes.sent_by := session_user;
        becomes.server_date := wanted.server_date;
    WHEN step = 'prepared>abandoned' THEN
        IF NOT may_take_up(was.desk) THEN PERFORM refuse('SX005', 'other_desk'); END IF;
    WHEN step = 'sending>unknown' AND wanted.error_class = 'OwnerGone' THEN
        IF NOT may_take_up(was.desk) THEN PERFORM refuse('SX005', 'other_desk'); END IF;
        becomes.error_class := 'OwnerGone';
        takes_up := true;
    WHEN step IN ('sending>unknown', 'sending>not_sent', 'unknown>not_sent', 'not_found>not_sent',
        'ambiguous>not_sent', 'unknown>unknown', 'not_found>not_found', 'ambiguous>ambiguous') THEN
        -- What the one answer said: only who sent it can know.
        IF NOT sender THEN PERFORM refuse('SX005', 'other_desk'); END IF;
        becomes.http_status := wanted.http_status;
        becomes.error_class := wanted.error_class;
        becomes.reason := wanted.reason;
        becomes.refused := was.refused OR wanted.refused;
        becomes.candidate_ids := was.candidate_ids;
    WHEN step IN ('sending>confirmed', 'unknown>confirmed', 'not_found>confirmed', 'rejected>confirmed',
        'ambiguous>confirmed') THEN
        IF wanted.refund_id IS NULL OR wanted.refund_id = ANY (was.baseline_ids) THEN
            PERFORM refuse('SX005', 'no_refund');
        END IF;
        IF NOT sender AND (was.state = 'sending' OR
            was.state = 'ambiguous' AND NOT wanted.refund_id = ANY (was.candidate_ids)) THEN
            PERFORM refuse('SX005', 'other_desk');
        END IF;
        becomes.refund_id := wanted.refund_id;
        becomes.http_status := wanted.http_status;
        becomes.sum_after := wanted.sum_after;
    WHEN step IN ('unknown>ambiguous', 'not_found>ambiguous', 'rejected>ambiguous') THEN
        IF NOT wanted.candidate_ids @> was.candidate_ids THEN PERFORM refuse('SX005', 'step', step); END IF;
        becomes.candidate_ids := wanted.candidate_ids;
    WHEN step = 'unknown>rejected' THEN
        IF NOT was.refused THEN PERFORM refuse('SX005', 'step', step); END IF;
    WHEN step = 'unknown>not_found' THEN
        IF was.refused THEN PERFORM refuse('SX005', 'step', step); END IF;
    WHEN step = 'ambiguous>not_found' THEN
        NULL;
    WHEN step = 'confirmed>confirmed' THEN
        becomes.sum_after := wanted.sum_after;
    ELSE
        PERFORM refuse('SX005', 'step', step);
    END CASE;
    IF takes_up THEN
        becomes.desk := mine.id;
        becomes.host := mine.host;
        becomes.pid := mine.pid;
        becomes.pid_started := mine.pid_started;
        becomes.os_user := mine.os_user;
    END IF;
    RETURN becomes;
END;
$$;

CREATE FUNCTION stancer_tui.intent_advance(
    known text, known_revision integer, entry jsonb, what text, alone boolean, desk_id bigint
) RETURNS stancer_tui.intents
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stancer_tui, pg_temp AS $$
DECLARE
    mine desks := own_desk(desk_id);
    was intents;
    becomes intents;
    made intents;
    other text;
    broken text;
BEGIN
    SELECT * INTO was FROM intents WHERE id = known FOR UPDATE;
    IF was.id IS NULL THEN
        PERFORM refuse('SX006', 'intent', known);
    END IF;
    IF was.revision <> known_revision THEN
        PERFORM refuse('SX001', 'stale', known);
    END IF;
    other := other_open(was.live, was.payment, was.id);
    IF alone AND other IS NOT NULL THEN
        PERFORM refuse('SX002', 'open', other);
    END IF;
    becomes := intent_step(was, jsonb_populate_record(was, entry), mine);
    IF EXISTS (SELECT FROM intents WHERE live = was.live AND id <> was.id AND refund_id = becomes.refund_id) THEN
        PERFORM refuse('SX003', 'claimed', becomes.refund_id);
    END IF;
    UPDATE intents SET
        state = becomes.state, revision = becomes.revision, server_date = becomes.server_date,
        sent_at = becomes.sent_at, sent_by = becomes.sent_by, refund_id = becomes.refund_id,
        http_status = becomes.http_status, error_class = becomes.error_class, reason = becomes.reason,
        candidate_ids = becomes.candidate_ids, sum_after = becomes.sum_after, refused = becomes.refused,
        approved_by = becomes.approved_by, desk = becomes.desk, host = becomes.host, pid = becomes.pid,
        pid_started = becomes.pid_started, os_user = becomes.os_user
    WHERE id = known RETURNING * INTO made;
    PERFORM audit_append('intent', made.id, mine, was.state, made.state, what, made.live, made.payment);
    RETURN made;
EXCEPTION WHEN unique_violation THEN
    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
    IF broken = 'one_claim_a_refund' THEN
        PERFORM refuse('SX003', 'claimed', becomes.refund_id);
    END IF;
    other := other_open(was.live, was.payment, was.id);
    IF other IS NULL THEN  -- it has ended since: nothing stands in the way any more
        PERFORM refuse('SX001', 'stale', known);
    END IF;
    PERFORM refuse('SX002', 'open', other);
    RETURN NULL;
END;
$$;

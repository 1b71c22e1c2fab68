-- What a team's ledger keeps. Nobody but its owner writes to a table: agents call the functions of 002.

CREATE SCHEMA stancer_tui;
REVOKE ALL ON SCHEMA stancer_tui FROM PUBLIC;

CREATE TABLE stancer_tui.version (
    number integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by text NOT NULL DEFAULT session_user
);

-- A desk is one run of the program. It is alive while it says so.
CREATE TABLE stancer_tui.desks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent text NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL,
    pid_started text NOT NULL,
    os_user text NOT NULL,
    app_version text NOT NULL,
    began_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    ended_at timestamptz
);

-- Amounts are minor units. Above approval_above a refund needs a second person, above ceiling there is none.
CREATE TABLE stancer_tui.limits (
    currency text PRIMARY KEY CHECK (currency = lower(currency)),
    approval_above bigint CHECK (approval_above >= 0),
    ceiling bigint CHECK (ceiling >= 0)
);

CREATE TABLE stancer_tui.intents (
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    created_at timestamptz NOT NULL,
    key_fingerprint text NOT NULL,
    live boolean NOT NULL,
    kind text NOT NULL CHECK (kind IN ('refund', 'cancel')),
    payment text NOT NULL CHECK (length(payment) BETWEEN 1 AND 200),
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Za-z]{3}$'),  -- else a limit would not know it
    baseline_ids text[] NOT NULL,
    baseline_sum bigint NOT NULL,
    baseline_status text,
    state text NOT NULL CHECK (state IN (
        'waiting', 'prepared', 'sending', 'unknown', 'ambiguous', 'not_found', 'confirmed', 'rejected',
        'not_sent', 'abandoned', 'declined', 'withdrawn', 'lapsed'
    )),
    revision integer NOT NULL,
    server_date timestamptz,
    sent_at timestamptz,
    sent_by text,
    refund_id text,
    http_status integer,
    error_class text,
    reason text,
    candidate_ids text[] NOT NULL,
    sum_after bigint,
    refused boolean NOT NULL,
    ticket text,
    refund_reason text,
    approved_by text,
    supersedes text REFERENCES stancer_tui.intents (id),
    agent text NOT NULL,
    account text NOT NULL,
    desk bigint NOT NULL REFERENCES stancer_tui.desks (id),
    host text NOT NULL,
    pid bigint NOT NULL,
    pid_started text NOT NULL,
    os_user text NOT NULL,
    app_version text NOT NULL,
    CHECK (approved_by <> agent)
);
CREATE UNIQUE INDEX one_open_intent ON stancer_tui.intents (live, payment)
    WHERE state IN ('waiting', 'prepared', 'sending', 'unknown', 'ambiguous');
CREATE UNIQUE INDEX one_claim_a_refund ON stancer_tui.intents (live, refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX unresolved_intents ON stancer_tui.intents (live, number)
    WHERE state IN ('waiting', 'prepared', 'sending', 'unknown', 'ambiguous', 'not_found');
CREATE INDEX intents_of_payment ON stancer_tui.intents (live, payment);

CREATE TABLE stancer_tui.batches (
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    created_at timestamptz NOT NULL,
    key_fingerprint text NOT NULL,
    live boolean NOT NULL,
    reason text NOT NULL,
    ticket text,
    state text NOT NULL CHECK (state IN ('running', 'stopped', 'ended')),
    revision integer NOT NULL,
    stopped text,
    agent text NOT NULL,
    account text NOT NULL,
    desk bigint NOT NULL REFERENCES stancer_tui.desks (id),
    host text NOT NULL,
    pid bigint NOT NULL,
    pid_started text NOT NULL,
    os_user text NOT NULL,
    app_version text NOT NULL
);
CREATE INDEX unfinished_batches ON stancer_tui.batches (live, number) WHERE state <> 'ended';

CREATE TABLE stancer_tui.batch_items (
    batch text NOT NULL REFERENCES stancer_tui.batches (id),
    place integer NOT NULL,
    payment text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    intent text NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('waiting', 'skipped')),
    note text,
    PRIMARY KEY (batch, place),
    UNIQUE (batch, payment)
);

CREATE TABLE stancer_tui.requests (
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    kind text NOT NULL,
    live boolean NOT NULL,
    created_at timestamptz NOT NULL,
    key_fingerprint text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'prepared', 'sending', 'known', 'unknown', 'refused', 'not_sent', 'done'
    )),
    object_id text,
    unique_id text,
    amount bigint,
    currency text,
    http_status integer,
    error_class text,
    reason text,
    finished_at timestamptz,
    agent text NOT NULL,
    account text NOT NULL,
    desk bigint NOT NULL REFERENCES stancer_tui.desks (id),
    host text NOT NULL,
    pid bigint NOT NULL,
    pid_started text NOT NULL,
    os_user text NOT NULL,
    app_version text NOT NULL
);
CREATE INDEX requests_of_mode ON stancer_tui.requests (live, number);

CREATE TABLE stancer_tui.notes (
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    id text PRIMARY KEY,
    live boolean NOT NULL,
    object text NOT NULL CHECK (length(object) BETWEEN 1 AND 200),
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    agent text NOT NULL,
    at timestamptz NOT NULL,
    struck_by text,
    struck_at timestamptz,
    account text NOT NULL
);
CREATE INDEX notes_of_object ON stancer_tui.notes (live, object);
CREATE INDEX notes_of_mode ON stancer_tui.notes (live, number);

CREATE TABLE stancer_tui.claims (
    live boolean NOT NULL,
    object text NOT NULL CHECK (length(object) BETWEEN 1 AND 200),
    agent text NOT NULL,
    given_by text NOT NULL,
    at timestamptz NOT NULL,
    account text NOT NULL,
    PRIMARY KEY (live, object)
);

-- The hash covers every column up to hash; those behind it only say where to look.
CREATE TABLE stancer_tui.audit (
    number bigint PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    at timestamptz NOT NULL,
    agent text NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL,
    app_version text NOT NULL,
    before_state text,
    after_state text NOT NULL,
    detail text NOT NULL,
    hash text NOT NULL,
    live boolean NOT NULL,
    object text NOT NULL
);
CREATE INDEX audit_of_subject ON stancer_tui.audit (kind, subject);

CREATE FUNCTION stancer_tui.is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is never allowed', lower(TG_OP), TG_TABLE_NAME;
END;
$$;

-- Not even the ledger's owner does this by mistake.
CREATE TRIGGER is_kept BEFORE UPDATE OR DELETE ON stancer_tui.audit
    FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept_whole BEFORE TRUNCATE ON stancer_tui.audit EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept BEFORE DELETE ON stancer_tui.intents
    FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept_whole BEFORE TRUNCATE ON stancer_tui.intents EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER stands BEFORE UPDATE OF
    id, created_at, key_fingerprint, live, kind, payment, amount, currency, baseline_ids, baseline_sum,
    baseline_status, ticket, refund_reason, supersedes, agent, account
    ON stancer_tui.intents FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept BEFORE DELETE ON stancer_tui.batches
    FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept BEFORE DELETE ON stancer_tui.batch_items
    FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER stands BEFORE UPDATE OF batch, place, payment, amount, currency, intent
    ON stancer_tui.batch_items FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept BEFORE DELETE ON stancer_tui.requests
    FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER is_kept BEFORE DELETE ON stancer_tui.notes
    FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();
CREATE TRIGGER stands BEFORE UPDATE OF id, live, object, text, agent, at, account
    ON stancer_tui.notes FOR EACH ROW EXECUTE FUNCTION stancer_tui.is_kept();

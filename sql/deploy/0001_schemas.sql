-- Purpose: the two schemas, what every later file leans on (who is asking, append-only rows).
-- Areas: all. Locks: none that matter, the database is new.
-- Roles (made by whoever creates the database, see docs/internals/security.md):
--   buddel_owner owns everything and migrates; buddel_app is the program; buddel_feed reads schema feed alone.

create schema buddel;
comment on schema buddel is 'Private: everything Buddel knows. Read and written by buddel_app under row-level security.';
create schema feed;
comment on schema feed is 'Public: finished publications. Everything the public can read is here and nowhere else.';

revoke all on schema public from public;
grant usage on schema public to buddel_owner, buddel_app;
grant usage on schema buddel to buddel_app;
grant usage on schema feed to buddel_app, buddel_feed;

create function buddel.current_user_id() returns bigint
    language sql stable parallel safe
    return nullif(current_setting('buddel.user_id', true), '')::bigint;
comment on function buddel.current_user_id() is
    'The user this transaction acts for; null where nobody was named, and then row-level security shows nothing.';

create function buddel.today() returns date
    language sql stable parallel safe
    return coalesce(nullif(current_setting('buddel.today', true), '')::date, (now() at time zone 'Europe/Berlin')::date);
comment on function buddel.today() is
    'The civil day in Germany that roles are judged by: the one the program''s clock gave to the transaction, else the server''s.';

create function buddel.refuse_change() returns trigger
    language plpgsql as $$
begin
    raise exception '% rows are append-only', tg_table_name
        using errcode = '23514', constraint = tg_table_name || '_append_only', table = tg_table_name, schema = tg_table_schema;
end $$;
comment on function buddel.refuse_change() is
    'Refuses every UPDATE, DELETE and TRUNCATE, from the owner too: journal, decision, event and audit rows are append-only.';

create function buddel.total(quantities bigint[]) returns bigint
    language sql immutable strict parallel safe
    return (select coalesce(sum(q), 0)::bigint from unnest(quantities) as q);
comment on function buddel.total(bigint[]) is 'Sum of an array; errors on overflow of bigint.';

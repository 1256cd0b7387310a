-- Purpose: right log-ins of one user at the same moment slow nobody, and a thousand guesses at once are still a thousand.
-- Areas: Access. Locks: the user's row, then the row of the token that is shown.

alter table buddel.users
    add column begun_logins integer not null default 0
        constraint users_begun_logins_positive check (begun_logins >= 0);
comment on column buddel.users.begun_logins is
    'Log-ins whose password is being compared, and those that a server began and died over, until one succeeds.';
alter table buddel.access_tokens
    add column begun_logins integer not null default 0
        constraint access_tokens_begun_logins_positive check (begun_logins >= 0);
comment on column buddel.access_tokens.begun_logins is 'As of the user, of log-ins that showed this token.';

create or replace function buddel.begin_login(
    p_login text, p_now timestamptz, p_known bytea,
    out user_id bigint, out password_hash text, out is_disabled boolean, out is_slowed boolean
) language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    named users;
    shown access_tokens;
    failures integer;
    begun integer;
    excess integer;
    waits_until timestamptz;
begin
    if current_user_id() is not null then
        raise exception 'only who is not logged in logs in'
            using errcode = '42501', constraint = 'users_login_anonymous', table = 'users', schema = 'buddel';
    end if;
    select * into named from users u where u.login = p_login for update;
    if not found then
        return;
    end if;
    -- Who shows a token that this user was given, even one that is over, is counted by it: a stranger who goes on guessing
    -- makes strangers wait, and nobody who logs in where he did before.
    select * into shown from access_tokens t where t.token_hash = p_known and t.user_id = named.id for update;
    failures := coalesce(shown.failed_logins, named.failed_logins);
    begun := coalesce(shown.begun_logins, named.begun_logins);
    user_id := named.id;
    is_disabled := named.disabled_at is not null;
    is_slowed := coalesce(case when shown.id is null then named.locked_until else shown.locked_until end > p_now, false);
    if is_slowed then
        return;
    end if;
    password_hash := named.password_hash;
    -- Three failures in a row are free, and so are ten attempts at once, failed ones among them: each beyond makes the
    -- next one wait.
    excess := greatest(failures - 2, failures + begun - 9);
    waits_until := case when excess > 0 then p_now + make_interval(secs => least(30, 2 ^ least(excess - 1, 5))) end;
    if shown.id is null then
        update users u set begun_logins = begun + 1, locked_until = waits_until where u.id = named.id;
    else
        update access_tokens t set begun_logins = begun + 1, locked_until = waits_until where t.id = shown.id;
    end if;
end $$;
comment on function buddel.begin_login is
    'What a log-in compares a password with, of one name; nothing while attempts are slowed down, at most 30 seconds. '
    'Attempts are counted by the token that is shown, where it was given to that user, else by the user.';

create or replace function buddel.finish_login(p_hash text, p_known bytea) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- The row stays locked until the token is written: a reset or a disabling meanwhile either comes before, and is seen
    -- here, or after, and ends the token with the others.
    perform from users u where u.id = current_user_id() and u.password_hash = p_hash and u.disabled_at is null for update;
    if not found then
        return false;
    end if;
    update access_tokens t set failed_logins = 0, begun_logins = 0, locked_until = null
    where t.token_hash = p_known and t.user_id = current_user_id();
    if not found then
        update users u set failed_logins = 0, begun_logins = 0, locked_until = null where u.id = current_user_id();
    end if;
    return true;
end $$;

create function buddel.fail_login(p_user bigint, p_why text, p_known bytea) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    perform from users u where u.id = p_user for update;
    update access_tokens t set failed_logins = t.failed_logins + 1, begun_logins = greatest(t.begun_logins - 1, 0)
    where t.token_hash = p_known and t.user_id = p_user;
    if not found then
        update users u set failed_logins = u.failed_logins + 1, begun_logins = greatest(u.begun_logins - 1, 0)
        where u.id = p_user;
    end if;
    perform record_failed_login(p_user, p_why);
end $$;
comment on function buddel.fail_login is
    'Ends a log-in that begin_login began and that failed: counts it where it was begun, and audits it; null: of an unknown name.';

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.fail_login to buddel_app;

-- Purpose: a log-in that was overtaken by a reset or a disabling opens no session, and steady guessing locks nobody out.
-- Areas: Access. Locks: the user's row, then the row of the token that is shown.

alter table buddel.access_tokens
    add column failed_logins integer not null default 0
        constraint access_tokens_failed_logins_positive check (failed_logins >= 0),
    add column locked_until timestamptz;
comment on column buddel.access_tokens.failed_logins is
    'Failures in a row of log-ins that showed this token, even when it was over: they don''t count for the user.';
comment on column buddel.access_tokens.locked_until is 'No such attempt is looked at before.';

drop function buddel.begin_login(text, timestamptz);
drop function buddel.finish_login();

create function buddel.begin_login(
    p_login text, p_now timestamptz, p_known bytea,
    out user_id bigint, out password_hash text, out is_disabled boolean, out is_slowed boolean
) language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    named users;
    shown access_tokens;
    failures integer;
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
    user_id := named.id;
    is_disabled := named.disabled_at is not null;
    is_slowed := coalesce(case when shown.id is null then named.locked_until else shown.locked_until end > p_now, false);
    if is_slowed then
        return;
    end if;
    password_hash := named.password_hash;
    -- The attempt counts as a failure until it has succeeded: a thousand at the same moment are a thousand.
    waits_until := case when failures >= 3 then p_now + make_interval(secs => least(30, 2 ^ least(failures - 3, 5))) end;
    if shown.id is null then
        update users u set failed_logins = failures + 1, locked_until = waits_until where u.id = named.id;
    else
        update access_tokens t set failed_logins = failures + 1, locked_until = waits_until where t.id = shown.id;
    end if;
end $$;
comment on function buddel.begin_login is
    'What a log-in compares a password with, of one name; nothing while attempts are slowed down, at most 30 seconds. '
    'Attempts are counted by the token that is shown, where it was given to that user, else by the user.';

create function buddel.finish_login(p_hash text, p_known bytea) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- The row stays locked until the token is written: a reset or a disabling meanwhile either comes before, and is seen
    -- here, or after, and ends the token with the others.
    perform from users u where u.id = current_user_id() and u.password_hash = p_hash and u.disabled_at is null for update;
    if not found then
        return false;
    end if;
    update access_tokens t set failed_logins = 0, locked_until = null
    where t.token_hash = p_known and t.user_id = current_user_id();
    if not found then
        update users u set failed_logins = 0, locked_until = null where u.id = current_user_id();
    end if;
    return true;
end $$;
comment on function buddel.finish_login is
    'Whether the hash that a password was compared with is still that of the user who logs in; if so, forgets the failures.';

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.begin_login, buddel.finish_login to buddel_app;

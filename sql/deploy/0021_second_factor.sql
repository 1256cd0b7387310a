-- Purpose: the second factor of a log-in (RFC 6238), its recovery codes, and which tokens have passed one.
-- Areas: Access, Subsidy. Locks: the user's row, then his factor, his codes and his tokens.

create table buddel.second_factors (
    user_id bigint constraint second_factors_pkey primary key
        constraint second_factors_user_fkey references buddel.users on delete restrict,
    secret bytea not null constraint second_factors_secret_length check (octet_length(secret) = 20),
    made_at timestamptz not null,
    confirmed_at timestamptz constraint second_factors_confirmed_later check (confirmed_at >= made_at),
    last_step bigint constraint second_factors_last_step_positive check (last_step >= 0),
    constraint second_factors_confirmed_by_code check ((confirmed_at is null) = (last_step is null))
);
comment on table buddel.second_factors is
    'Secrets of time-based codes, one a user; the program reads them through functions alone, while somebody logs in.';
comment on column buddel.second_factors.user_id is 'Whose factor.';
comment on column buddel.second_factors.secret is 'Key of HMAC-SHA-1, shared with the app on the user''s telephone.';
comment on column buddel.second_factors.made_at is 'When the secret was made.';
comment on column buddel.second_factors.confirmed_at is 'When a first code confirmed it; null: it asks nobody for anything yet.';
comment on column buddel.second_factors.last_step is 'Step of 30 seconds of the last code that was taken; only later ones count.';

create table buddel.recovery_codes (
    user_id bigint not null constraint recovery_codes_factor_fkey references buddel.second_factors on delete cascade,
    code_hash bytea not null constraint recovery_codes_hash_length check (octet_length(code_hash) = 32),
    used_at timestamptz,
    constraint recovery_codes_pkey primary key (user_id, code_hash)
);
comment on table buddel.recovery_codes is 'Codes that stand for a lost telephone once each; only their SHA-256 is stored.';
comment on column buddel.recovery_codes.user_id is 'Whose code.';
comment on column buddel.recovery_codes.code_hash is 'SHA-256 of the code: 80 random bits, which nobody tries out.';
comment on column buddel.recovery_codes.used_at is 'When it was used; it is worth nothing since.';

-- No right to either table goes with these policies: they say whose rows they would be.
alter table buddel.second_factors enable row level security;
create policy second_factors_own on buddel.second_factors for select to buddel_app using (user_id = (select buddel.current_user_id()));
alter table buddel.recovery_codes enable row level security;
create policy recovery_codes_own on buddel.recovery_codes for select to buddel_app using (user_id = (select buddel.current_user_id()));

alter table buddel.access_tokens add column second_factor_at timestamptz;
comment on column buddel.access_tokens.second_factor_at is
    'When its holder passed a second factor; null: he has not, and takes no decision of a town with it.';
grant select (second_factor_at), insert (second_factor_at) on buddel.access_tokens to buddel_app;

create function buddel.set_up_second_factor(p_secret bytea, p_now timestamptz) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    perform from users u where u.id = current_user_id() for update;
    insert into second_factors as f (user_id, secret, made_at) values (current_user_id(), p_secret, p_now)
    on conflict (user_id) do update set secret = excluded.secret, made_at = excluded.made_at where f.confirmed_at is null;
    return found;
end $$;
comment on function buddel.set_up_second_factor is
    'Keeps a new secret of the user until a code confirms it, in place of one that was never confirmed; false where one is active.';

create function buddel.pending_second_factor() returns bytea
    language sql security definer set search_path = buddel, pg_temp as $$
    select f.secret from second_factors f where f.user_id = current_user_id() and f.confirmed_at is null for update
$$;
comment on function buddel.pending_second_factor is 'The user''s own secret that waits for its first code; null where none does.';

create function buddel.confirm_second_factor(p_step bigint, p_codes bytea[], p_token bigint, p_now timestamptz) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    update second_factors f set confirmed_at = p_now, last_step = p_step
    where f.user_id = current_user_id() and f.confirmed_at is null;
    if not found then
        return false;
    end if;
    insert into recovery_codes (user_id, code_hash) select current_user_id(), code from unnest(p_codes) as code;
    update access_tokens t set second_factor_at = p_now where t.id = p_token and t.user_id = current_user_id();
    return true;
end $$;
comment on function buddel.confirm_second_factor is
    'Makes the user''s waiting factor active, with its recovery codes; the token he shows has passed it. False where none waits.';

create function buddel.replace_recovery_codes(p_codes bytea[]) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    perform from second_factors f where f.user_id = current_user_id() and f.confirmed_at is not null for update;
    if not found then
        return false;
    end if;
    delete from recovery_codes c where c.user_id = current_user_id();
    insert into recovery_codes (user_id, code_hash) select current_user_id(), code from unnest(p_codes) as code;
    return true;
end $$;
comment on function buddel.replace_recovery_codes is 'New recovery codes in place of the user''s old ones; false where no factor is active.';

create function buddel.begin_second_factor(p_hash text, out is_current boolean, out secret bytea, out last_step bigint)
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- Only who has just compared a password knows its hash. The user's row stays locked until the token is written, so that
    -- of two attempts with the same code one comes second.
    perform from users u where u.id = current_user_id() and u.password_hash = p_hash and u.disabled_at is null for update;
    is_current := found;
    if is_current then
        select f.secret, f.last_step into secret, last_step from second_factors f
        where f.user_id = current_user_id() and f.confirmed_at is not null;
    end if;
end $$;
comment on function buddel.begin_second_factor is
    'For a log-in whose password was right: whether it still is, and the active factor that a code is compared with, if any.';

create function buddel.use_second_factor(p_step bigint, p_code bytea, p_now timestamptz) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if p_step is not null then
        update second_factors f set last_step = p_step
        where f.user_id = current_user_id() and f.confirmed_at is not null and f.last_step < p_step;
    else
        update recovery_codes c set used_at = p_now
        where c.user_id = current_user_id() and c.code_hash = p_code and c.used_at is null;
    end if;
    return found;
end $$;
comment on function buddel.use_second_factor is
    'Uses up a step, or a recovery code, of the user; false where it was used before or never was.';

create function buddel.remove_second_factor(p_user bigint, p_now timestamptz) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not (is_administrator() or p_user = current_user_id()) then
        raise exception 'not your second factor'
            using errcode = '42501', constraint = 'second_factors_removed_by', table = 'second_factors', schema = 'buddel';
    end if;
    perform from users u where u.id = p_user for update;
    delete from second_factors f where f.user_id = p_user and f.confirmed_at is not null;
    if not found then
        return false;
    end if;
    update access_tokens t set revoked_at = p_now where t.user_id = p_user and t.revoked_at is null;
    return true;
end $$;
comment on function buddel.remove_second_factor is
    'Takes away one''s own second factor, or as administrator anybody''s, and ends all sessions of that user; false where none is active.';

create function buddel.second_factor_of(p_user bigint, out confirmed_at timestamptz, out codes_left integer)
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select f.confirmed_at, (select count(*) from recovery_codes c where c.user_id = f.user_id and c.used_at is null)::integer
    from second_factors f where f.user_id = p_user and f.confirmed_at is not null
        and (is_administrator() or p_user = current_user_id())
$$;
comment on function buddel.second_factor_of is
    'Since when a user''s second factor is active and how many recovery codes are left: one''s own, or as administrator anybody''s.';

drop function buddel.record_failed_login(bigint);
create function buddel.record_failed_login(p_user bigint, p_why text) returns void
    language sql security definer set search_path = buddel, pg_temp as $$
    insert into audit_events (user_id, action, detail) values (p_user, 'user.login_failed', jsonb_build_object('why', p_why))
$$;
comment on function buddel.record_failed_login is
    'Audits an attempt that failed, by what it failed: password, code, code_missing; null: of an unknown name.';

alter table buddel.claim_step_voids drop constraint claim_step_voids_why_known;
alter table buddel.claim_step_voids add constraint claim_step_voids_why_known check (why in
    ('content_changed', 'returned', 'password_reset', 'user_disabled', 'second_factor_removed', 'revoked'));

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.set_up_second_factor, buddel.pending_second_factor, buddel.confirm_second_factor,
    buddel.replace_recovery_codes, buddel.begin_second_factor, buddel.use_second_factor, buddel.remove_second_factor,
    buddel.second_factor_of, buddel.record_failed_login to buddel_app;

-- Purpose: log-in by OpenID Connect: who a user is for an issuer, log-ins that were begun and not finished, and the second
-- factor passed later, by who came in without a password.
-- Areas: Access, Subsidy. Locks: the user's row, then the token's; who begins a log-in, an advisory lock of his transaction.

create table buddel.user_identities (
    id bigint generated always as identity constraint user_identities_pkey primary key,
    user_id bigint not null constraint user_identities_user_fkey references buddel.users on delete restrict
        constraint user_identities_not_local_owner check (user_id <> 0),
    issuer text not null
        constraint user_identities_issuer_form check (issuer ~ '^https?://[!-~]+$' and length(issuer) <= 500),
    subject text not null constraint user_identities_subject_form check (subject ~ '^[!-~]{1,255}$'),
    linked_at timestamptz not null default now(),
    linked_by bigint not null constraint user_identities_linked_by_fkey references buddel.users on delete restrict,
    constraint user_identities_identity_key unique (issuer, subject),
    constraint user_identities_user_key unique (user_id, issuer)
);
comment on table buddel.user_identities is 'Who a user is for an issuer of OpenID Connect; whoever that issuer vouches for gets in as him.';
comment on column buddel.user_identities.id is 'Key.';
comment on column buddel.user_identities.user_id is 'The user; never the owner of the database.';
comment on column buddel.user_identities.issuer is 'Address of the issuer, letter by letter as its tokens name it.';
comment on column buddel.user_identities.subject is 'The issuer''s key of the person (sub); never given to another one.';
comment on column buddel.user_identities.linked_at is 'When it was linked.';
comment on column buddel.user_identities.linked_by is 'Who linked it.';

alter table buddel.user_identities enable row level security;
create policy user_identities_read on buddel.user_identities for select to buddel_app
    using ((select buddel.is_administrator()) or user_id = buddel.current_user_id());
create policy user_identities_add on buddel.user_identities for insert to buddel_app
    with check ((select buddel.is_administrator()) and linked_by = buddel.current_user_id());
create policy user_identities_remove on buddel.user_identities for delete to buddel_app
    using ((select buddel.is_administrator()));
grant select, insert (user_id, issuer, subject, linked_by), delete on buddel.user_identities to buddel_app;

create table buddel.pending_logins (
    state_hash bytea constraint pending_logins_pkey primary key
        constraint pending_logins_state_length check (octet_length(state_hash) = 32),
    browser_hash bytea not null constraint pending_logins_browser_length check (octet_length(browser_hash) = 32),
    issuer text not null
        constraint pending_logins_issuer_form check (issuer ~ '^https?://[!-~]+$' and length(issuer) <= 500),
    nonce text not null constraint pending_logins_nonce_form check (nonce ~ '^[A-Za-z0-9_-]{43}$'),
    verifier text not null constraint pending_logins_verifier_form check (verifier ~ '^[A-Za-z0-9_-]{43}$'),
    begun_at timestamptz not null,
    expires_at timestamptz not null,
    constraint pending_logins_expire_soon check (expires_at > begun_at and expires_at <= begun_at + interval '10 minutes')
);
create index pending_logins_expiry_idx on buddel.pending_logins (expires_at);
comment on table buddel.pending_logins is
    'Log-ins at an issuer that were begun: whichever instance the browser comes back to finishes one, once.';
comment on column buddel.pending_logins.state_hash is 'SHA-256 of the state that goes to the issuer and comes back.';
comment on column buddel.pending_logins.browser_hash is 'SHA-256 of the secret that only the browser has in which it was begun.';
comment on column buddel.pending_logins.issuer is 'The issuer that was asked.';
comment on column buddel.pending_logins.nonce is 'What the ID token must repeat.';
comment on column buddel.pending_logins.verifier is 'PKCE (RFC 7636): proves to the issuer that the code comes from who asked for it.';
comment on column buddel.pending_logins.begun_at is 'When it was begun.';
comment on column buddel.pending_logins.expires_at is 'It is worth nothing from then on, ten minutes later at most.';

-- Nobody reads it but the functions below.
alter table buddel.pending_logins enable row level security;
create policy pending_logins_read on buddel.pending_logins for select to buddel_app using (false);

create function buddel.begin_openid_login(
    p_state bytea, p_browser bytea, p_issuer text, p_nonce text, p_verifier text, p_now timestamptz
) returns boolean language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if current_user_id() is not null then
        raise exception 'only who is not logged in logs in'
            using errcode = '42501', constraint = 'users_login_anonymous', table = 'users', schema = 'buddel';
    end if;
    -- One after the other, so that the bound holds for many at the same moment, too.
    perform pg_advisory_xact_lock(hashtextextended('buddel.pending_logins', 0));
    delete from pending_logins where expires_at <= p_now;
    if (select count(*) from pending_logins) >= 10000 then
        return false;
    end if;
    insert into pending_logins (state_hash, browser_hash, issuer, nonce, verifier, begun_at, expires_at)
    values (p_state, p_browser, p_issuer, p_nonce, p_verifier, p_now, p_now + interval '10 minutes');
    return true;
end $$;
comment on function buddel.begin_openid_login is
    'Remembers a log-in at an issuer for ten minutes and forgets those that are over; false where 10,000 are under way.';

create function buddel.take_openid_login(
    p_state bytea, p_browser bytea, p_issuer text, p_now timestamptz,
    out nonce text, out verifier text, out is_late boolean, out is_other_browser boolean
) language sql security definer set search_path = buddel, pg_temp as $$
    delete from pending_logins l where l.state_hash = p_state and l.issuer = p_issuer and current_user_id() is null
    returning l.nonce, l.verifier, l.expires_at <= p_now, l.browser_hash is distinct from p_browser
$$;
comment on function buddel.take_openid_login is
    'A log-in that was begun, given out once, whatever comes of it; nulls where there is none of that state and issuer.';

create function buddel.user_of_identity(
    p_issuer text, p_subject text, out user_id bigint, out login text, out is_disabled boolean
) language sql stable security definer set search_path = buddel, pg_temp as $$
    select u.id, u.login, u.disabled_at is not null
    from user_identities i join users u on u.id = i.user_id
    where i.issuer = p_issuer and i.subject = p_subject and current_user_id() is null
$$;
comment on function buddel.user_of_identity is 'Whom an identity at an issuer is linked to; nulls where to nobody.';

create function buddel.finish_openid_login(p_issuer text, p_subject text) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- The row stays locked until the token is written: an unlinking or a disabling meanwhile either comes before, and is
    -- seen below by a statement of its own, or after, and ends the token with the others.
    perform from users u where u.id = current_user_id() and u.disabled_at is null for update;
    if not found then
        return false;
    end if;
    return exists (select from user_identities i
        where i.user_id = current_user_id() and i.issuer = p_issuer and i.subject = p_subject);
end $$;
comment on function buddel.finish_openid_login is
    'Whether the user who logs in is still let in and still who the issuer says; keeps his row until the token is written.';

create function buddel.record_refused_openid_login(p_user bigint, p_reason text) returns void
    language sql security definer set search_path = buddel, pg_temp as $$
    insert into audit_events (user_id, action, detail)
    values (p_user, 'user.openid_refused', jsonb_build_object(
        'reason', case when p_reason ~ '^[a-z_]{1,40}$' then p_reason else 'other' end))
$$;
comment on function buddel.record_refused_openid_login is
    'Audits a log-in at an issuer that came to nothing, with the reason in one word; null: of nobody who is known.';

-- Who came in by an issuer was asked for no code here. He gives it afterwards, to the same token.
create function buddel.begin_code(
    p_token bigint, p_now timestamptz, out is_slowed boolean, out secret bytea, out last_step bigint
) language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    asking users;
begin
    select u.* into asking from users u join access_tokens t on t.user_id = u.id
    where u.id = current_user_id() and u.disabled_at is null and t.id = p_token and t.revoked_at is null
        and t.expires_at > p_now for update of u;
    is_slowed := coalesce(asking.locked_until > p_now, false);
    if asking.id is null or is_slowed then
        return;
    end if;
    select f.secret, f.last_step into secret, last_step from second_factors f
    where f.user_id = asking.id and f.confirmed_at is not null;
    -- As a log-in: the attempt counts as a failure until it has succeeded, and by the user, since whoever the issuer lets
    -- in has a new token whenever he likes.
    if secret is not null then
        update users u set failed_logins = asking.failed_logins + 1,
            locked_until = case when asking.failed_logins >= 3
                then p_now + make_interval(secs => least(30, 2 ^ least(asking.failed_logins - 3, 5))) end
        where u.id = asking.id;
    end if;
end $$;
comment on function buddel.begin_code is
    'What a code is compared with that is given for the user''s own token; nothing while attempts are slowed down, or without an active factor.';

create function buddel.finish_code(p_token bigint, p_now timestamptz) returns boolean
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    update users u set failed_logins = 0, locked_until = null where u.id = current_user_id() and u.disabled_at is null;
    update access_tokens t set second_factor_at = p_now
    where t.id = p_token and t.user_id = current_user_id() and t.revoked_at is null and t.expires_at > p_now;
    return found;
end $$;
comment on function buddel.finish_code is
    'Says of the user''s own token that its holder has passed the second factor, in the transaction that used the code up.';

-- What changes who gets in as a user is treated like a password reset.
alter table buddel.claim_step_voids drop constraint claim_step_voids_why_known;
alter table buddel.claim_step_voids add constraint claim_step_voids_why_known check (why in
    ('content_changed', 'returned', 'password_reset', 'user_disabled', 'second_factor_removed', 'identity_changed', 'revoked'));

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.begin_openid_login, buddel.take_openid_login, buddel.user_of_identity,
    buddel.finish_openid_login, buddel.record_refused_openid_login, buddel.begin_code, buddel.finish_code to buddel_app;

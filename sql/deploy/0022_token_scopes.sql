-- Purpose: tokens that give less than their user has: an access level, and one association or municipality.
-- Areas: Access. Locks: none.

alter table buddel.access_tokens
    add column access text not null default 'decide'
        constraint access_tokens_access_known check (access in ('read', 'record', 'decide')),
    add column scope_association_id bigint
        constraint access_tokens_association_fkey references buddel.associations on delete restrict,
    add column scope_ags text constraint access_tokens_municipality_fkey references buddel.municipalities on delete restrict,
    add constraint access_tokens_one_place check (num_nonnulls(scope_association_id, scope_ags) <= 1);
-- Tokens that are there give what they gave; a new one that says nothing gives the least.
alter table buddel.access_tokens alter column access set default 'read';
comment on column buddel.access_tokens.access is
    'read: what changes nothing; record: all but decisions and rights; decide: everything its user may.';
comment on column buddel.access_tokens.scope_association_id is 'The one association it reaches; null: no such limit.';
comment on column buddel.access_tokens.scope_ags is 'The one municipality whose roles it gives; null: no such limit.';
grant select (access, scope_association_id, scope_ags), insert (access, scope_association_id, scope_ags)
    on buddel.access_tokens to buddel_app;

drop function buddel.user_of_token(bytea, timestamptz);
create function buddel.bearer_of_token(
    p_hash bytea, p_now timestamptz, out user_id bigint, out token_id bigint, out access text,
    out scope_association_id bigint, out scope_ags text, out passed_second_factor boolean
) language sql stable security definer set search_path = buddel, pg_temp as $$
    select t.user_id, t.id, t.access, t.scope_association_id, t.scope_ags, t.second_factor_at is not null
    from access_tokens t join users u on u.id = t.user_id
    where t.token_hash = p_hash and t.revoked_at is null and t.expires_at > p_now and u.disabled_at is null
$$;
comment on function buddel.bearer_of_token is
    'Whom a token stands for and what it gives; nulls where it is unknown, expired or revoked.';

create function buddel.token_reaches(p_association bigint, p_ags text) returns boolean
    language sql stable parallel safe
    return coalesce(
        (coalesce(current_setting('buddel.token_association', true), '') = ''
            or p_association = nullif(current_setting('buddel.token_association', true), '')::bigint)
        and (coalesce(current_setting('buddel.token_ags', true), '') = ''
            or p_ags = current_setting('buddel.token_ags', true)), false);
comment on function buddel.token_reaches is
    'Whether the transaction''s token reaches a role there; a limited one reaches no role of the whole system.';

-- Every policy asks these three, so that a limited token sees no more than a user who had nothing else.
create or replace function buddel.is_administrator() returns boolean
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select coalesce(current_user_id() = 0 or exists (
        select from user_roles r join users u on u.id = r.user_id and u.disabled_at is null
        where r.user_id = current_user_id() and r.role = 'administrator' and r.during @> buddel.today()
            and token_reaches(null, null)), false)
$$;

create or replace function buddel.associations_as(p_roles text[]) returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from associations)
        else (select coalesce(array_agg(distinct r.association_id), '{}')
            from user_roles r join users u on u.id = r.user_id and u.disabled_at is null
            where r.user_id = current_user_id() and r.association_id is not null and r.role = any (p_roles)
                and r.during @> buddel.today() and token_reaches(r.association_id, null)) end
$$;

create or replace function buddel.administered_programmes() returns bigint[]
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from programmes)
        else (select coalesce(array_agg(distinct p.id), '{}') from user_roles r
            join users u on u.id = r.user_id and u.disabled_at is null join programmes p on p.administered_by = r.ags
            where r.user_id = current_user_id() and r.during @> buddel.today() and token_reaches(null, r.ags)) end
$$;

alter policy programmes_add on buddel.programmes with check (
    (select buddel.is_administrator()) or exists (select from buddel.user_roles r
        where r.user_id = buddel.current_user_id() and r.ags = administered_by and r.role = 'clerk' and r.during @> buddel.today()
            and buddel.token_reaches(null, r.ags)));

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.bearer_of_token, buddel.token_reaches to buddel_app;

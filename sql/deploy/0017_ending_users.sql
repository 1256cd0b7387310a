-- Purpose: roles that end, users who are let in no more, and which member somebody is, taken back.
-- Areas: Access, Subsidy. Locks: the awards of what is voided, ascending (docs/internals/locks.md).

alter table buddel.claim_step_voids drop constraint claim_step_voids_why_known;
alter table buddel.claim_step_voids add constraint claim_step_voids_why_known check (why in
    ('content_changed', 'returned', 'password_reset', 'user_disabled', 'revoked'));

drop function buddel.void_undecided_steps(bigint);

create function buddel.void_undecided_steps(p_user bigint, p_why text) returns integer
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    acted record;
    voided integer := 0;
begin
    if not (is_administrator() or p_user = current_user_id()) then
        raise exception 'not your steps' using errcode = '42501', constraint = 'claim_steps_role', table = 'claim_steps', schema = 'buddel';
    end if;
    perform from awards a where a.id in (select c.award_id from claims c join claim_steps s
        on (s.association_id, s.claim_id) = (c.association_id, c.id) where s.user_id = p_user
            and c.state in ('submitted', 'certified', 'checked', 'approved', 'released')) order by a.id for update;
    -- The step and all that built on it: the claim falls back to where it stood before.
    for acted in
        select s.association_id, s.claim_id, min(s.position) as position
        from claims c join lateral standing_steps(c.association_id, c.id) s on true
        where c.state in ('submitted', 'certified', 'checked') and s.user_id = p_user and s.step in ('certify', 'check')
            or c.state in ('approved', 'released') and s.user_id = p_user and s.step = 'release'
        group by s.association_id, s.claim_id order by s.claim_id
    loop
        voided := voided + void_steps(acted.association_id, acted.claim_id, acted.position, '{certify,check,release}', p_why);
        update claims c set version = c.version + 1, state = claim_state(c.association_id, c.id)
        where (c.association_id, c.id) = (acted.association_id, acted.claim_id);
    end loop;
    return voided;
end $$;
comment on function buddel.void_undecided_steps is
    'Voids what a user certified or checked on undecided claims and released of unpaid ones: before a password reset, or when '
    'he was disabled, it may not have been him.';

create policy user_roles_remove on buddel.user_roles for delete to buddel_app using ((select buddel.is_administrator()));
create policy user_members_remove on buddel.user_members for delete to buddel_app using ((select buddel.is_administrator()));
grant delete on buddel.user_roles, buddel.user_members to buddel_app;

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.void_undecided_steps to buddel_app;

-- Purpose: what the database itself refuses in the life of a claim (DESIGN.md 3.4, 3.5).
-- Areas: Subsidy. Locks: the award's row when a claim is filed, the claim's row at each step.

create function buddel.check_claim_filed() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    perform from awards a where a.association_id = new.association_id and a.id = new.award_id for update;
    if exists (
        select from claims c
        where c.association_id = new.association_id and c.award_id = new.award_id and c.id <> new.id
            and c.state not in ('rejected', 'withdrawn') and c.cutoff_on >= new.cutoff_on
    ) then
        raise exception 'the cut-off must be later than that of every submitted or approved claim of the award'
            using errcode = '23514', constraint = 'claims_cutoff_later', table = 'claims', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_claim_filed() is 'Under the award''s row lock: a claim''s cut-off is later than that of every submitted or approved one.';
create trigger claims_cutoff_later after insert on buddel.claims for each row execute function buddel.check_claim_filed();

create function buddel.check_claim_changed() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - '{state,approved_cents,approved_on,revoked_cents,paid_on,content_hash,version}'::text[])
        <> (to_jsonb(old) - '{state,approved_cents,approved_on,revoked_cents,paid_on,content_hash,version}'::text[])
        or (old.approved_cents is not null and new.approved_cents is distinct from old.approved_cents) then
        raise exception 'what was filed is frozen'
            using errcode = '23514', constraint = 'claims_frozen', table = 'claims', schema = 'buddel';
    end if;
    if (old.state, new.state) not in (
        ('submitted', 'certified'), ('certified', 'checked'), ('checked', 'approved'), ('approved', 'released'),
        ('released', 'paid'), ('checked', 'rejected'), ('certified', 'rejected'),
        ('submitted', 'returned'), ('certified', 'returned'), ('checked', 'returned'), ('returned', 'submitted'),
        ('checked', 'certified'), ('certified', 'submitted'), ('checked', 'submitted'),
        ('submitted', 'withdrawn'), ('certified', 'withdrawn'), ('checked', 'withdrawn'), ('returned', 'withdrawn')
    ) and old.state <> new.state then
        raise exception 'a claim can''t go from % to %', old.state, new.state
            using errcode = '23514', constraint = 'claims_life_cycle', table = 'claims', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.check_claim_changed() is 'A filed claim changes only its state and decision, along its life cycle (DESIGN.md 4).';
create trigger claims_life_cycle before update on buddel.claims for each row execute function buddel.check_claim_changed();
create trigger claims_no_delete before delete on buddel.claims for each row execute function buddel.refuse_change();

create function buddel.standing_steps(p_association bigint, p_claim bigint) returns setof buddel.claim_steps
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select s.* from claim_steps s
    where s.association_id = p_association and s.claim_id = p_claim
        and not exists (select from claim_step_voids v where (v.association_id, v.claim_id, v.position)
            = (s.association_id, s.claim_id, s.position))
    order by s.position;
$$;
comment on function buddel.standing_steps is 'Steps of a claim that still count.';

create function buddel.check_claim_step() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    claim claims;
    municipality text;
    town_step constant boolean := new.step in ('check', 'return', 'approve', 'reject', 'release', 'pay');
begin
    select * into claim from claims c where c.association_id = new.association_id and c.id = new.claim_id for update;
    select p.administered_by into municipality from awards a join programmes p on p.id = a.programme_id
    where a.association_id = claim.association_id and a.id = claim.award_id;
    if new.user_id <> current_user_id() then
        raise exception 'a step is made by who is logged in'
            using errcode = '23514', constraint = 'claim_steps_by_login', table = 'claim_steps', schema = 'buddel';
    end if;
    if new.content_hash <> claim.content_hash then
        raise exception 'the claim was changed after it was shown'
            using errcode = '23514', constraint = 'claim_steps_same_content', table = 'claim_steps', schema = 'buddel';
    end if;
    if new.step in ('certify', 'approve', 'release') and exists (
        select from standing_steps(new.association_id, new.claim_id) s
        where s.user_id = new.user_id and (s.step, new.step) in (('file', 'certify'), ('check', 'approve'), ('release', 'release'))
    ) then
        raise exception 'this step needs another person'
            using errcode = '23514', constraint = 'claim_steps_distinct_persons', table = 'claim_steps', schema = 'buddel';
    end if;
    if town_step and (exists (
        select from user_members m where m.user_id = new.user_id and m.association_id = new.association_id
    ) or exists (
        select from declared_ties t where t.user_id = new.user_id and t.association_id = new.association_id
    ) or exists (
        select from user_roles r where r.user_id = new.user_id and r.association_id = new.association_id
    )) then
        raise exception 'who has ties to the association acts on no side of the town for it'
            using errcode = '23514', constraint = 'claim_steps_no_ties', table = 'claim_steps', schema = 'buddel';
    end if;
    if not exists (
        select from user_roles r where r.user_id = new.user_id and r.during @> current_date and case
            when new.step in ('file', 'answer', 'withdraw') then r.role = 'treasurer' and r.association_id = new.association_id
            when new.step = 'certify' then r.role = 'chair' and r.association_id = new.association_id
            when new.step = 'return' then r.role in ('clerk', 'approver') and r.ags = municipality
            when new.step = 'check' then r.role = 'clerk' and r.ags = municipality
            when new.step = 'reject' then r.role = 'approver' and r.ags = municipality
            when new.step = 'approve' then r.role = 'approver' and r.ags = municipality
            when new.step = 'release' then r.role in ('approver', 'cashier') and r.ags = municipality
            else r.role = 'cashier' and r.ags = municipality end
    ) then
        raise exception 'the role for this step is missing'
            using errcode = '42501', constraint = 'claim_steps_role', table = 'claim_steps', schema = 'buddel';
    end if;
    if new.step = 'approve' and not exists (
        select from user_roles r where r.user_id = new.user_id and r.role = 'approver' and r.ags = municipality
            and r.during @> current_date and (r.limit_cents is null or r.limit_cents >= new.amount_cents)
    ) then
        raise exception 'the amount is above the approver''s limit'
            using errcode = '23514', constraint = 'claim_steps_within_limit', table = 'claim_steps', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.check_claim_step() is
    'Distinct persons, ties, roles, limits and the hash of what was decided, under the claim''s row lock (DESIGN.md 3.5).';
create trigger claim_steps_guard before insert on buddel.claim_steps for each row execute function buddel.check_claim_step();

create function buddel.check_cut_open() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare claim claims;
begin
    select * into claim from claims c where c.association_id = coalesce(new.association_id, old.association_id)
        and c.id = coalesce(new.claim_id, old.claim_id) for update;
    if claim.state not in ('certified', 'checked') and not claim.imported and not (tg_op = 'UPDATE'
        and (to_jsonb(new) - 'lifted_on') = (to_jsonb(old) - 'lifted_on')) then
        raise exception 'lines are cut while the claim is being checked'
            using errcode = '23514', constraint = 'claim_cuts_while_checked', table = 'claim_cuts', schema = 'buddel';
    end if;
    return coalesce(new, old);
end $$;
comment on function buddel.check_cut_open() is 'Cuts are made while the claim is checked; later a cut can only be lifted.';
create trigger claim_cuts_while_checked before insert or update or delete on buddel.claim_cuts
    for each row execute function buddel.check_cut_open();

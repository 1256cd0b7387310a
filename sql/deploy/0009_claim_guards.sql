-- Purpose: what the database itself refuses in the life of awards and claims (DESIGN.md 3.4, 3.5), and the moves it makes.
-- Areas: Subsidy. Locks: the award's row, then the claim's row, at each step; budget and coverage after them.
-- A claim moves by its steps alone: a row in claim_steps is checked, voids what it voids, and sets state and counters.

create function buddel.check_award() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    counters constant text[] := '{granted_cents,committed_cents,version}';
    town boolean;
begin
    if tg_op = 'UPDATE' and (to_jsonb(new) - counters) = (to_jsonb(old) - counters) then
        return new; -- Only counters move, and those no one writes but the database.
    end if;
    if tg_op = 'INSERT' and (new.granted_cents, new.committed_cents) <> (0, 0)
        or tg_op = 'UPDATE' and (new.association_id, new.programme_id, new.code) <> (old.association_id, old.programme_id, old.code) then
        raise exception 'an award begins without counters and keeps its names'
            using errcode = '23514', constraint = 'awards_begin', table = 'awards', schema = 'buddel';
    end if;
    if new.imported and not is_administrator() and (tg_op = 'INSERT' or not old.imported) then
        raise exception 'history is imported by who decides nothing'
            using errcode = '42501', constraint = 'awards_imported_by_administrator', table = 'awards', schema = 'buddel';
    end if;
    town := (new.imported and is_administrator()) or (exists (
        select from programmes p join user_roles r on r.ags = p.administered_by and r.role = 'approver'
        where p.id = new.programme_id and r.user_id = current_user_id() and r.during @> today()
    ) and not has_ties(current_user_id(), new.association_id));
    if not town and (new.approved_on is not null or new.early_start_on is not null or new.budget_year is not null
        or tg_op = 'UPDATE' and (old.approved_on is not null or old.early_start_on is not null)) then
        raise exception 'the town decides on an award'
            using errcode = '42501', constraint = 'awards_decided_by_town', table = 'awards', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.check_award() is
    'An association applies; what was decided is the town''s approver''s, who has no ties to it. An administrator only brings '
    'history in, which stays marked as such.';

create function buddel.has_ties(p_user bigint, p_association bigint) returns boolean
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select exists (select from user_members m where m.user_id = p_user and m.association_id = p_association)
        or exists (select from declared_ties t where t.user_id = p_user and t.association_id = p_association)
        or exists (select from user_roles r where r.user_id = p_user and r.association_id = p_association)
$$;
comment on function buddel.has_ties is 'Declared or known ties: member, declared, or any role in the association, past ones too.';
create trigger awards_guard before insert or update on buddel.awards for each row execute function buddel.check_award();

create function buddel.move_commitment(p_award bigint, p_cents bigint) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare award awards;
begin
    select * into award from awards a where a.id = p_award for update;
    if award.budget_year is null then
        return; -- The programme has no budget to keep.
    end if;
    update programme_budgets b set committed_cents = b.committed_cents + p_cents
    where b.programme_id = award.programme_id and b.year = award.budget_year;
    update awards a set committed_cents = a.committed_cents + p_cents where a.id = p_award;
end $$;
comment on function buddel.move_commitment is 'Moves both counters of a commitment; the check refuses more than the budget. Internal.';

create function buddel.commit_award() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    -- What it commits: its maximum, or without one what is approved (rules.md 3).
    due constant bigint := case when new.approved_on is null or new.budget_year is null then 0
        else coalesce(new.maximum_cents, new.granted_cents) end;
    kept bigint := new.committed_cents;
begin
    if tg_op = 'UPDATE' and kept <> 0 and new.budget_year <> old.budget_year then
        update programme_budgets b set committed_cents = b.committed_cents - kept
        where b.programme_id = old.programme_id and b.year = old.budget_year;
        update awards a set committed_cents = 0 where a.id = new.id;
        kept := 0;
    end if;
    if due <> kept then
        perform move_commitment(new.id, due - kept);
    end if;
    return null;
end $$;
comment on function buddel.commit_award() is
    'The decision on an award commits its money by itself; the check refuses more than the budget.';
create trigger awards_commit after insert or update of approved_on, maximum_cents, budget_year on buddel.awards
    for each row execute function buddel.commit_award();

create function buddel.move_grant(p_award bigint, p_cents bigint) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    update awards a set granted_cents = a.granted_cents + p_cents where a.id = p_award;
    if exists (select from awards a where a.id = p_award and a.maximum_cents is null) then
        perform move_commitment(p_award, p_cents);
    end if;
end $$;
comment on function buddel.move_grant is
    'Counts a grant, or with a minus what is revoked; an award without a maximum commits what is approved (rules.md 3). Internal.';

create function buddel.check_claim_filed() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- The row changes with each claim, so that who looks at an older picture of the award's claims has to look again.
    update awards a set version = a.version + 1 where a.association_id = new.association_id and a.id = new.award_id;
    if new.imported and not is_administrator() then
        raise exception 'history is imported by who decides nothing'
            using errcode = '42501', constraint = 'claims_imported_by_administrator', table = 'claims', schema = 'buddel';
    end if;
    if not new.imported and (new.state <> 'submitted' or new.revoked_cents <> 0 or new.content_hash <> new.filed_hash) then
        raise exception 'a claim begins submitted'
            using errcode = '23514', constraint = 'claims_life_cycle', table = 'claims', schema = 'buddel';
    end if;
    if new.state not in ('rejected', 'withdrawn') and exists (
        select from claims c
        where c.association_id = new.association_id and c.award_id = new.award_id and c.id <> new.id
            and c.state not in ('rejected', 'withdrawn') and c.cutoff_on >= new.cutoff_on
    ) then
        raise exception 'the cut-off must be later than that of every submitted or approved claim of the award'
            using errcode = '23514', constraint = 'claims_cutoff_later', table = 'claims', schema = 'buddel';
    end if;
    if new.approved_cents is not null then
        perform move_grant(new.award_id, new.approved_cents - new.revoked_cents);
    end if;
    return null;
end $$;
comment on function buddel.check_claim_filed() is
    'Under the award''s row lock: a claim begins submitted, unless an administrator imports history, and its cut-off is later '
    'than that of every submitted or approved one.';
create trigger claims_cutoff_later after insert on buddel.claims for each row execute function buddel.check_claim_filed();

create function buddel.check_claim_has_filing() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not new.imported and not exists (select from claim_steps s
        where (s.association_id, s.claim_id, s.step) = (new.association_id, new.id, 'file')) then
        raise exception 'a claim is filed by a step'
            using errcode = '23514', constraint = 'claims_filed_by_step', table = 'claims', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_claim_has_filing() is 'At the end of its transaction a claim has the step that filed it.';
create constraint trigger claims_filed_by_step after insert on buddel.claims deferrable initially deferred
    for each row execute function buddel.check_claim_has_filing();

create function buddel.check_claim_changed() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - '{state,approved_cents,approved_on,revoked_cents,paid_on,content_hash,version}'::text[])
        <> (to_jsonb(old) - '{state,approved_cents,approved_on,revoked_cents,paid_on,content_hash,version}'::text[])
        or (old.approved_cents is not null and (new.approved_cents, new.approved_on)
            is distinct from (old.approved_cents, old.approved_on))
        -- The cuts of imported history come after the decision they belong to, and the hash with them.
        or (old.approved_cents is not null and new.content_hash <> old.content_hash and not (old.imported
            and new.content_hash = buddel.claim_content_hash(old.association_id, old.id)
            and not exists (select from buddel.claim_steps s where s.association_id = old.association_id and s.claim_id = old.id))) then
        raise exception 'what was filed is frozen'
            using errcode = '23514', constraint = 'claims_frozen', table = 'claims', schema = 'buddel';
    end if;
    if new.state <> old.state and new.state <> buddel.claim_state(new.association_id, new.id) then
        raise exception 'a claim moves by its steps'
            using errcode = '23514', constraint = 'claims_life_cycle', table = 'claims', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.check_claim_changed() is 'What was filed and what was decided is frozen; a claim moves by its steps (DESIGN.md 4).';
create trigger claims_life_cycle before update on buddel.claims for each row execute function buddel.check_claim_changed();
create trigger claims_no_delete before delete on buddel.claims for each row execute function buddel.refuse_change();

create function buddel.check_claim_open() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if exists (select from added a join claim_steps s on s.association_id = a.association_id and s.claim_id = a.claim_id)
        or exists (select from added a join claims c on c.association_id = a.association_id and c.id = a.claim_id
            where c.imported and not is_administrator()) then
        raise exception 'what was filed is frozen'
            using errcode = '23514', constraint = 'claims_frozen', table = tg_table_name, schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_claim_open() is 'Lines, waterfall, documents and coverage are written before the step that files the claim, never after.';
do $$
declare frozen text;
begin
    foreach frozen in array array['claim_lines', 'claim_waterfall', 'claim_documents', 'claim_coverage'] loop
        execute format('create trigger %I after insert on buddel.%I referencing new table as added '
            'for each statement execute function buddel.check_claim_open()', frozen || '_before_filing', frozen);
    end loop;
end $$;

create function buddel.standing_steps(p_association bigint, p_claim bigint) returns setof buddel.claim_steps
    language sql stable as $$
    select s.* from buddel.claim_steps s
    where s.association_id = p_association and s.claim_id = p_claim
        and not exists (select from buddel.claim_step_voids v where (v.association_id, v.claim_id, v.position)
            = (s.association_id, s.claim_id, s.position))
    order by s.position;
$$;
comment on function buddel.standing_steps is 'Steps of a claim that still count, of those the caller may see.';

create function buddel.claim_state(p_association bigint, p_claim bigint) returns text
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select coalesce((
        select case s.step when 'file' then 'submitted' when 'answer' then 'submitted' when 'certify' then 'certified'
            when 'check' then 'checked' when 'return' then 'returned' when 'approve' then 'approved' when 'reject' then 'rejected'
            when 'withdraw' then 'withdrawn' when 'pay' then 'paid' when 'release' then
                case when (select count(*) from standing_steps(p_association, p_claim) r where r.step = 'release') >= 2
                    then 'released' else 'approved' end end
        from standing_steps(p_association, p_claim) s where s.step <> 'revoke' order by s.position desc limit 1
    ), (select case when c.approved_cents is null then 'submitted' else 'approved' end from claims c
        where c.association_id = p_association and c.id = p_claim))
$$;
comment on function buddel.claim_state is 'Where the steps that count put a claim; imported history without steps stands as it was decided.';

create function buddel.check_claim_step() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    claim claims;
    municipality text;
    town_step constant boolean := new.step in ('check', 'return', 'approve', 'reject', 'release', 'pay', 'revoke');
begin
    -- The award first, then its claim: every step takes them in this order.
    perform from awards a where (a.association_id, a.id) in (
        select c.association_id, c.award_id from claims c where c.association_id = new.association_id and c.id = new.claim_id)
    for update;
    select * into claim from claims c where c.association_id = new.association_id and c.id = new.claim_id for update;
    select p.administered_by into municipality from awards a join programmes p on p.id = a.programme_id
    where a.association_id = claim.association_id and a.id = claim.award_id;
    new.position := coalesce((select max(s.position) from claim_steps s
        where s.association_id = new.association_id and s.claim_id = new.claim_id), 0) + 1;
    new.at := now();
    if new.step in ('release', 'pay') then
        new.amount_cents := claim.approved_cents - claim.revoked_cents;
    end if;
    if new.user_id is distinct from current_user_id() then
        raise exception 'a step is made by who is logged in'
            using errcode = '23514', constraint = 'claim_steps_by_login', table = 'claim_steps', schema = 'buddel';
    end if;
    if not exists (
        select from user_roles r where r.user_id = new.user_id and r.during @> today() and case
            when new.step in ('file', 'answer', 'withdraw') then r.role = 'treasurer' and r.association_id = new.association_id
            when new.step = 'certify' then r.role = 'chair' and r.association_id = new.association_id
            when new.step = 'return' then r.role in ('clerk', 'approver') and r.ags = municipality
            when new.step = 'check' then r.role = 'clerk' and r.ags = municipality
            when new.step in ('approve', 'reject', 'revoke') then r.role = 'approver' and r.ags = municipality
            when new.step = 'release' then r.role in ('approver', 'cashier') and r.ags = municipality
            else r.role = 'cashier' and r.ags = municipality end
    ) then
        raise exception 'the role for this step is missing'
            using errcode = '42501', constraint = 'claim_steps_role', table = 'claim_steps', schema = 'buddel';
    end if;
    if (claim.state, new.step) not in (
        ('submitted', 'certify'), ('submitted', 'return'), ('submitted', 'withdraw'),
        ('certified', 'check'), ('certified', 'return'), ('certified', 'withdraw'),
        ('checked', 'check'), ('checked', 'approve'), ('checked', 'reject'), ('checked', 'return'), ('checked', 'withdraw'),
        ('returned', 'answer'), ('returned', 'withdraw'), ('approved', 'release'), ('approved', 'revoke'),
        ('released', 'pay'), ('released', 'revoke'), ('paid', 'revoke')
    ) and not (new.step = 'file' and claim.state = 'submitted' and new.position = 1 and not claim.imported) then
        raise exception 'a claim that is % can''t take the step %', claim.state, new.step
            using errcode = '23514', constraint = 'claims_life_cycle', table = 'claims', schema = 'buddel';
    end if;
    if new.effective_on > today() or new.effective_on < claim.approved_on or exists (
        select from standing_steps(new.association_id, new.claim_id) s where s.effective_on > new.effective_on
    ) then
        raise exception 'a step is not before the one before it, and not after today'
            using errcode = '23514', constraint = 'claim_steps_in_order', table = 'claim_steps', schema = 'buddel';
    end if;
    if new.content_hash <> claim.content_hash then
        raise exception 'the claim was changed after it was shown'
            using errcode = '23514', constraint = 'claim_steps_same_content', table = 'claim_steps', schema = 'buddel';
    end if;
    if exists (
        select from standing_steps(new.association_id, new.claim_id) s
        where s.user_id = new.user_id and (s.step, new.step) in (('file', 'certify'), ('answer', 'certify'),
            ('check', 'approve'), ('check', 'reject'), ('release', 'release'))
    ) then
        raise exception 'this step needs another person'
            using errcode = '23514', constraint = 'claim_steps_distinct_persons', table = 'claim_steps', schema = 'buddel';
    end if;
    if town_step and has_ties(new.user_id, new.association_id) then
        raise exception 'who has ties to the association acts on no side of the town for it'
            using errcode = '23514', constraint = 'claim_steps_no_ties', table = 'claim_steps', schema = 'buddel';
    end if;
    if new.step = 'approve' and not exists (
        select from user_roles r where r.user_id = new.user_id and r.role = 'approver' and r.ags = municipality
            and r.during @> today() and (r.limit_cents is null or r.limit_cents >= new.amount_cents)
    ) then
        raise exception 'the amount is above the approver''s limit'
            using errcode = '23514', constraint = 'claim_steps_within_limit', table = 'claim_steps', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.check_claim_step() is
    'Order, days, distinct persons, ties, roles, limits and the hash of what was decided, under the award''s and the claim''s row lock '
    '(DESIGN.md 3.5). It numbers the step.';
create trigger claim_steps_guard before insert on buddel.claim_steps for each row execute function buddel.check_claim_step();

create function buddel.void_steps(p_association bigint, p_claim bigint, p_from integer, p_steps text[], p_why text) returns integer
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare voided integer;
begin
    insert into claim_step_voids (association_id, claim_id, position, voided_by, why)
    select s.association_id, s.claim_id, s.position, current_user_id(), p_why
    from standing_steps(p_association, p_claim) s where s.position >= p_from and s.step = any (p_steps);
    get diagnostics voided = row_count;
    return voided;
end $$;
comment on function buddel.void_steps is 'Voids the standing steps of some kinds from a position on. Internal.';

create function buddel.advance_claim() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare award bigint;
begin
    if new.step = 'revoke' then
        -- The releases were for another amount.
        perform void_steps(c.association_id, c.id, 1, '{release}', 'revoked') from claims c
        where c.association_id = new.association_id and c.id = new.claim_id and c.state in ('approved', 'released');
    elsif new.step = 'return' then
        perform void_steps(new.association_id, new.claim_id, 1, '{certify,check}', 'returned');
    elsif new.step = 'check' then
        insert into claim_step_voids (association_id, claim_id, position, voided_by, why)
        select s.association_id, s.claim_id, s.position, new.user_id, 'content_changed'
        from standing_steps(new.association_id, new.claim_id) s where s.step = 'check' and s.position < new.position;
    end if;
    update claims c set version = c.version + 1, state = claim_state(new.association_id, new.claim_id),
        approved_cents = case new.step when 'approve' then new.amount_cents else c.approved_cents end,
        approved_on = case new.step when 'approve' then new.effective_on else c.approved_on end,
        paid_on = case new.step when 'pay' then new.effective_on else c.paid_on end,
        revoked_cents = c.revoked_cents + case new.step when 'revoke' then new.amount_cents else 0 end
    where c.association_id = new.association_id and c.id = new.claim_id returning c.award_id into award;
    if new.step = 'approve' then
        perform move_grant(award, new.amount_cents);
    elsif new.step = 'revoke' then
        perform move_grant(award, -new.amount_cents);
    end if;
    if new.step in ('file', 'approve', 'reject', 'withdraw') then
        perform refresh_award_coverage(award);
    end if;
    return null;
end $$;
comment on function buddel.advance_claim() is
    'What a step does: voids what a return, a second check or a revocation voids, sets the claim''s state and decision, moves grant, commitment '
    'and coverage, in the order of docs/internals/locks.md.';
create trigger claim_steps_advance after insert on buddel.claim_steps for each row execute function buddel.advance_claim();

create function buddel.claim_content_hash(p_association bigint, p_claim bigint) returns bytea
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select case when k.lines is null then c.filed_hash else sha256(c.filed_hash || convert_to(k.lines, 'UTF8')) end
    from claims c cross join (
        select string_agg(concat_ws('|', k.kind, k.ref, k.left_quantity, k.why), E'\n' order by k.kind collate "C", k.ref collate "C") as lines
        from claim_cuts k where k.association_id = p_association and k.claim_id = p_claim) k
    where c.association_id = p_association and c.id = p_claim
$$;
comment on function buddel.claim_content_hash is 'Hash of what is decided: what was filed, and what the town cut of it.';

create function buddel.check_cut() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    claim claims;
    lifting constant boolean := tg_op = 'UPDATE' and (to_jsonb(new) - 'lifted_on') = (to_jsonb(old) - 'lifted_on');
begin
    select * into claim from claims c where c.association_id = coalesce(new.association_id, old.association_id)
        and c.id = coalesce(new.claim_id, old.claim_id) for update;
    if claim.imported and tg_op = 'INSERT' and is_administrator()
        and not exists (select from claim_steps s where s.association_id = claim.association_id and s.claim_id = claim.id) then
        return new; -- History is taken as it was decided.
    end if;
    if not exists (
        select from awards a join programmes p on p.id = a.programme_id join user_roles r on r.ags = p.administered_by
        where a.association_id = claim.association_id and a.id = claim.award_id and r.user_id = current_user_id()
            and r.during @> today() and (r.role = 'clerk' or lifting and r.role = 'approver')
    ) then
        raise exception 'the town''s clerk cuts'
            using errcode = '42501', constraint = 'claim_cuts_by_clerk', table = 'claim_cuts', schema = 'buddel';
    end if;
    if has_ties(current_user_id(), claim.association_id) then
        raise exception 'who has ties to the association acts on no side of the town for it'
            using errcode = '23514', constraint = 'claim_steps_no_ties', table = 'claim_cuts', schema = 'buddel';
    end if;
    if claim.state not in ('certified', 'checked') and not lifting then
        raise exception 'lines are cut while the claim is being checked'
            using errcode = '23514', constraint = 'claim_cuts_while_checked', table = 'claim_cuts', schema = 'buddel';
    end if;
    if tg_op <> 'DELETE' and not exists (select from claim_lines l
        where (l.association_id, l.claim_id, l.kind, l.ref) = (new.association_id, new.claim_id, new.kind, new.ref)) then
        raise exception 'the claim has no such line'
            using errcode = '23503', constraint = 'claim_cuts_line_fkey', table = 'claim_cuts', schema = 'buddel';
    end if;
    if tg_op <> 'DELETE' and not lifting then
        new.user_id := current_user_id();
    end if;
    return coalesce(new, old);
end $$;
comment on function buddel.check_cut() is 'The town''s clerk cuts while he checks the claim; later a cut can only be lifted.';
create trigger claim_cuts_while_checked before insert or update or delete on buddel.claim_cuts
    for each row execute function buddel.check_cut();

create function buddel.rehash_claims() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    changed record;
    voided integer;
begin
    for changed in
        select distinct c.association_id, c.id, claim_content_hash(c.association_id, c.id) as hash
        from touched t join claims c on c.association_id = t.association_id and c.id = t.claim_id order by c.id
    loop
        voided := 0;
        if exists (select from claims c where c.association_id = changed.association_id and c.id = changed.id
            and c.content_hash <> changed.hash) then
            voided := void_steps(changed.association_id, changed.id, 1, '{check}', 'content_changed');
        end if;
        update claims c set version = c.version + 1, content_hash = changed.hash,
            state = case when voided > 0 then claim_state(changed.association_id, changed.id) else c.state end
        where c.association_id = changed.association_id and c.id = changed.id and c.content_hash <> changed.hash;
    end loop;
    return null;
end $$;
comment on function buddel.rehash_claims() is 'A cut changes what is decided: the hash follows, and a check made before no longer counts.';
create trigger claim_cuts_rehash_added after insert on buddel.claim_cuts referencing new table as touched
    for each statement execute function buddel.rehash_claims();
create trigger claim_cuts_rehash_changed after update on buddel.claim_cuts referencing new table as touched
    for each statement execute function buddel.rehash_claims();
create trigger claim_cuts_rehash_removed after delete on buddel.claim_cuts referencing old table as touched
    for each statement execute function buddel.rehash_claims();

-- Purpose: what each role of an association reads and writes (DESIGN.md 5): a plain member his own rows, an area lead the
-- network and what he confirms, no awards and claims; who is disabled sees nothing; who publishes writes publications.
-- Areas: all. Locks: none that 0011 and 0012 don't take.
-- Policies compare with arrays computed once per statement, as in 0011; policies that are not named here stay.

create or replace function buddel.is_administrator() returns boolean
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select coalesce(current_user_id() = 0 or exists (
        select from user_roles r join users u on u.id = r.user_id and u.disabled_at is null
        where r.user_id = current_user_id() and r.role = 'administrator' and r.during @> buddel.today()), false)
$$;
comment on function buddel.is_administrator() is 'Whether the user is an administrator or the owner on the command line.';

create function buddel.associations_as(p_roles text[]) returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from associations)
        else (select coalesce(array_agg(distinct r.association_id), '{}')
            from user_roles r join users u on u.id = r.user_id and u.disabled_at is null
            where r.user_id = current_user_id() and r.association_id is not null and r.role = any (p_roles)
                and r.during @> buddel.today()) end
$$;
comment on function buddel.associations_as(text[]) is
    'Associations in which the user has one of these roles today; all for an administrator, none for who is disabled.';

create function buddel.joined_associations() returns bigint[] language sql stable parallel safe
    return buddel.associations_as('{treasurer,chair,area_lead,auditor,member}');
comment on function buddel.joined_associations() is 'Associations in which the user is anything at all.';

create or replace function buddel.visible_associations() returns bigint[] language sql stable parallel safe
    return buddel.associations_as('{treasurer,chair,area_lead,auditor}');
comment on function buddel.visible_associations() is 'Associations whose books the user may read; a plain member may not.';

create function buddel.accountable_associations() returns bigint[] language sql stable parallel safe
    return buddel.associations_as('{treasurer,chair,auditor}');
comment on function buddel.accountable_associations() is
    'Associations whose awards, claims, users and audit trail the user may read.';

create or replace function buddel.writable_associations() returns bigint[] language sql stable parallel safe
    return buddel.associations_as('{treasurer,chair}');
comment on function buddel.writable_associations() is 'Associations whose books the user keeps.';

create function buddel.building_associations() returns bigint[] language sql stable parallel safe
    return buddel.associations_as('{treasurer,chair,area_lead}');
comment on function buddel.building_associations() is 'Associations whose network the user keeps and whose work he may confirm.';

create function buddel.recording_associations() returns bigint[] language sql stable parallel safe
    return buddel.associations_as('{treasurer,chair,area_lead,member}');
comment on function buddel.recording_associations() is 'Associations in which the user may record hours, his own at least.';

create function buddel.own_members() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    with recursive own as (
        select u.association_id, u.member_id from user_members u
        where u.user_id = current_user_id() and u.association_id = any ((select joined_associations())::bigint[])
        union
        select p.association_id, p.id from own o join members p on p.association_id = o.association_id
            and p.successor_id = o.member_id and p.left_on <= buddel.today()
    )
    select coalesce(array_agg(member_id), '{}') from own
$$;
comment on function buddel.own_members() is
    'Members whose hours and payments are the user''s own: the one he is, and those that left and are succeeded by it.';

create function buddel.own_persons() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    with own as (
        select u.association_id, u.member_id from user_members u
        where u.user_id = current_user_id() and u.association_id = any ((select joined_associations())::bigint[])
    )
    select coalesce(array_agg(person_id), '{}') from (
        select m.person_id from own o join members m on m.association_id = o.association_id and m.id = o.member_id
        union all
        select h.person_id from own o join helpers h on h.association_id = o.association_id and h.member_id = o.member_id
    ) p
$$;
comment on function buddel.own_persons() is 'Persons of the member that the user is, and of its household''s helpers.';

create function buddel.own_connections() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select coalesce(array_agg(distinct h.connection_id), '{}') from holdings h
    where h.association_id = any ((select joined_associations())::bigint[]) and h.member_id = any ((select own_members())::bigint[])
$$;
comment on function buddel.own_connections() is 'Connections that the user''s own members hold or held.';

create function buddel.own_circle() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    with recursive later as (
        select m.association_id, m.id, m.successor_id from members m
        where m.association_id = any ((select joined_associations())::bigint[]) and m.id = any ((select own_members())::bigint[])
        union
        select m.association_id, m.id, m.successor_id from later l join members m
            on m.association_id = l.association_id and m.id = l.successor_id
    )
    select coalesce(array_agg(id), '{}') from (
        select id from later
        union
        select h.member_id from holdings h
        where h.association_id = any ((select joined_associations())::bigint[]) and h.connection_id = any ((select own_connections())::bigint[])
    ) c
$$;
comment on function buddel.own_circle() is
    'The user''s own members, who succeeds them, and who holds a connection before or after them: their numbers stand in his '
    'statement, their persons do not.';

create function buddel.own_vouchers() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select coalesce(array_agg(voucher_id), '{}') from (
        select w.voucher_id from work_vouchers w
        where w.association_id = any ((select joined_associations())::bigint[]) and w.member_id = any ((select own_members())::bigint[])
        union all
        select g.voucher_id from gift_vouchers g
        where g.association_id = any ((select joined_associations())::bigint[]) and g.member_id = any ((select own_members())::bigint[])
        union all
        select p.voucher_id from payment_vouchers p
        where p.association_id = any ((select joined_associations())::bigint[]) and p.member_id = any ((select own_members())::bigint[])
    ) v
$$;
comment on function buddel.own_vouchers() is 'Vouchers of hours, gifts and payments that are the user''s own.';

create or replace function buddel.administered_programmes() returns bigint[]
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from programmes)
        else (select coalesce(array_agg(distinct p.id), '{}') from user_roles r
            join users u on u.id = r.user_id and u.disabled_at is null join programmes p on p.administered_by = r.ags
            where r.user_id = current_user_id() and r.during @> buddel.today()) end
$$;
comment on function buddel.administered_programmes() is 'Programmes the user''s municipality administers.';

create function buddel.guard_owned(owned text, readers text, adders text, changers text) returns void
    language plpgsql as $$
begin
    execute format('alter policy %I on buddel.%I '
        'using (association_id = any ((select buddel.%I())::bigint[]))', owned || '_read', owned, readers || '_associations');
    execute format('alter policy %I on buddel.%I '
        'with check (association_id = any ((select buddel.%I())::bigint[]))', owned || '_add', owned, adders || '_associations');
    execute format('alter policy %I on buddel.%I '
        'using (association_id = any ((select buddel.%I())::bigint[]))', owned || '_change', owned, changers || '_associations');
    execute format('alter policy %I on buddel.%I '
        'using (association_id = any ((select buddel.%I())::bigint[]))', owned || '_remove', owned, changers || '_associations');
end $$;

-- Class 1: owned by an association. Who reads, who adds, who changes and removes, table by table (DESIGN.md 5).
do $$
declare rule record;
begin
    for rule in select * from (values
        ('{persons,members,helpers,offices,mandates}', 'visible', 'writable', 'writable'),
        ('{settlement_rules,settlement_keys,settlement_machine_rates}', 'joined', 'writable', 'writable'),
        ('{areas,segments}', 'joined', 'building', 'building'),
        ('{connections,connection_events,holdings,segment_versions,segment_parts,segment_events,clearances,progress}',
            'visible', 'building', 'building'),
        -- Whoever confirms locks the voucher; whoever records, a member too, takes a number.
        ('{vouchers}', 'visible', 'writable', 'building'),
        ('{voucher_counters}', 'joined', 'recording', 'recording'),
        ('{voucher_decisions}', 'visible', 'building', 'building'),
        ('{voucher_documents,work_vouchers,cost_vouchers,cost_allocations,cost_payments,gift_vouchers,payment_vouchers,'
            'grant_vouchers}', 'visible', 'writable', 'writable'),
        ('{ledgers,accounts,batches,entries,transfers}', 'visible', 'writable', 'writable'),
        ('{coverage_parts,award_coverage}', 'accountable', 'writable', 'writable')
    ) as r (tables, readers, adders, changers) loop
        perform buddel.guard_owned(owned, rule.readers, rule.adders, rule.changers)
        from unnest(rule.tables::text[]) as owned;
    end loop;
end $$;
drop function buddel.guard_owned(text, text, text, text);

-- What of it is a plain member's own: his data, his hours, what his statement is made of.
create policy members_own on buddel.members for select to buddel_app using (
    association_id = any ((select buddel.joined_associations())::bigint[]) and id = any ((select buddel.own_circle())::bigint[]));
create policy persons_own on buddel.persons for select to buddel_app using (
    association_id = any ((select buddel.joined_associations())::bigint[]) and id = any ((select buddel.own_persons())::bigint[]));
create policy connections_own on buddel.connections for select to buddel_app using (
    association_id = any ((select buddel.joined_associations())::bigint[]) and id = any ((select buddel.own_connections())::bigint[]));
create policy vouchers_own on buddel.vouchers for select to buddel_app using (
    association_id = any ((select buddel.joined_associations())::bigint[]) and (id = any ((select buddel.own_vouchers())::bigint[])
        -- A voucher is written before what it is about.
        or recorded_by = (select buddel.current_user_id()) and recorded_at = now()));
do $$
declare own record;
begin
    for own in select * from (values
        ('{helpers,offices,mandates,work_vouchers,gift_vouchers,payment_vouchers,transfers}', 'member_id', 'own_members'),
        ('{connection_events,holdings}', 'connection_id', 'own_connections'),
        ('{voucher_documents,voucher_decisions,entries}', 'voucher_id', 'own_vouchers')
    ) as o (tables, key, keys) loop
        declare owned text;
        begin
            foreach owned in array own.tables::text[] loop
                execute format('create policy %I on buddel.%I for select to buddel_app using ('
                    'association_id = any ((select buddel.joined_associations())::bigint[]) '
                    'and %I = any ((select buddel.%I())::bigint[]))', owned || '_own', owned, own.key, own.keys);
            end loop;
        end;
    end loop;
end $$;
create policy vouchers_record_own on buddel.vouchers for insert to buddel_app with check (kind = 'work'
    and recorded_by = (select buddel.current_user_id())
    and association_id = any ((select buddel.associations_as('{area_lead,member}'))::bigint[]));
create policy work_vouchers_record_own on buddel.work_vouchers for insert to buddel_app with check (
    association_id = any ((select buddel.associations_as('{area_lead,member}'))::bigint[])
    and member_id = any ((select buddel.own_members())::bigint[]));
create policy voucher_documents_record_own on buddel.voucher_documents for insert to buddel_app with check (
    association_id = any ((select buddel.associations_as('{area_lead,member}'))::bigint[])
    and voucher_id = any ((select buddel.own_vouchers())::bigint[]));
create policy voucher_documents_change_own on buddel.voucher_documents for update to buddel_app using (
    association_id = any ((select buddel.associations_as('{area_lead,member}'))::bigint[])
    and voucher_id = any ((select buddel.own_vouchers())::bigint[]));

-- Class 3: shared between the association and the municipality that decides.
alter policy associations_read on buddel.associations using (
    id = any ((select buddel.joined_associations())::bigint[]) or id = any ((select buddel.applicant_associations())::bigint[]));
alter policy awards_read on buddel.awards using (
    association_id = any ((select buddel.accountable_associations())::bigint[]) or id = any ((select buddel.administered_awards())::bigint[]));
alter policy claims_read on buddel.claims using (
    association_id = any ((select buddel.accountable_associations())::bigint[]) or id = any ((select buddel.administered_claims())::bigint[]));
do $$
declare shared text;
begin
    foreach shared in array array['claim_lines', 'claim_waterfall', 'claim_documents', 'claim_steps', 'claim_step_voids',
        'claim_cuts', 'claim_coverage'] loop
        execute format('alter policy %I on buddel.%I using ('
            'association_id = any ((select buddel.accountable_associations())::bigint[]) '
            'or claim_id = any ((select buddel.administered_claims())::bigint[]))', shared || '_read', shared);
        -- Who may add cuts stands in 0011.
        if shared <> 'claim_cuts' then
            execute format('alter policy %I on buddel.%I with check ('
                'association_id = any ((select buddel.writable_associations())::bigint[]))', shared || '_add', shared);
        end if;
    end loop;
end $$;
-- The town takes steps; what was filed is the association's alone.
create policy claim_steps_add_town on buddel.claim_steps for insert to buddel_app
    with check (claim_id = any ((select buddel.administered_claims())::bigint[]));

-- Users: who answers for an association knows who may what in it.
alter policy user_roles_read on buddel.user_roles using (
    (select buddel.is_administrator()) or user_id = buddel.current_user_id()
    or association_id = any ((select buddel.accountable_associations())::bigint[]));
alter policy user_members_read on buddel.user_members using (
    (select buddel.is_administrator()) or user_id = buddel.current_user_id()
    or association_id = any ((select buddel.accountable_associations())::bigint[]));
alter policy audit_events_read on buddel.audit_events using (
    (select buddel.is_administrator()) or user_id = buddel.current_user_id()
    or association_id = any ((select buddel.accountable_associations())::bigint[]));
alter policy audit_events_add on buddel.audit_events with check (
    user_id = buddel.current_user_id() and (association_id is null
        or association_id = any ((select buddel.joined_associations())::bigint[])
        or association_id = any ((select buddel.applicant_associations())::bigint[])));

-- Publications: who may publish (administrators, treasurers and chairs) writes them and drops the oldest.
alter policy publications_add on feed.publications with check (
    (select buddel.is_administrator() or cardinality(buddel.writable_associations()) > 0));
alter policy publications_remove on feed.publications using (
    (select buddel.is_administrator() or cardinality(buddel.writable_associations()) > 0));
alter policy files_add on feed.files with check (
    (select buddel.is_administrator() or cardinality(buddel.writable_associations()) > 0));

-- Acts that cross a line, asking by the new words who may.

create or replace function buddel.post_batch(
    p_association bigint,
    e_voucher bigint[], e_reason text[], e_effective_on date[], e_reverses bigint[],
    t_entry integer[], t_debit text[], t_credit text[], t_unit text[], t_quantity bigint[],
    t_member bigint[], t_segment bigint[], t_award bigint[],
    out batch_number bigint, out first_entry bigint, out last_entry bigint, out hash bytea
) language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not p_association = any (building_associations()) then
        raise exception 'not your books' using errcode = '42501', constraint = 'ledgers_writable', table = 'ledgers', schema = 'buddel';
    end if;
    select a.batch_number, a.first_entry, a.last_entry, a.hash into batch_number, first_entry, last_entry, hash
    from append_batch(p_association, e_voucher, e_reason, e_effective_on, e_reverses, t_entry, t_debit, t_credit, t_unit,
        t_quantity, t_member, t_segment, t_award) a;
end $$;
comment on function buddel.post_batch is 'The one way into the journal: writes a batch for who keeps the association''s books or confirms its work.';

create function buddel.next_voucher_number(p_association bigint, p_kind text, p_prefix text) returns bigint
    language plpgsql stable security definer set search_path = buddel, pg_temp as $$
begin
    if not p_association = any (recording_associations()) then
        raise exception 'not your books' using errcode = '42501', constraint = 'ledgers_writable', table = 'ledgers', schema = 'buddel';
    end if;
    return (select coalesce(max(substr(ref, length(p_prefix) + 1)::bigint), 0) + 1 from vouchers
        where association_id = p_association and kind = p_kind and ref ~ ('^' || p_prefix || '[0-9]{1,15}$'));
end $$;
comment on function buddel.next_voucher_number is
    'The number behind the highest reference of a kind, also for a member, who records hours and sees his own alone.';

create or replace function buddel.granted_to_others(p_award bigint) returns bigint
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select case when may_act_on_award(p_award) or exists (select from awards v where v.id = p_award
            and v.association_id = any (accountable_associations())) then (
        select coalesce(sum(o.granted_cents), 0)::bigint from awards a join awards o
            on o.association_id = a.association_id and o.id <> a.id where a.id = p_award) end
$$;
comment on function buddel.granted_to_others is 'Approved less revoked of the association''s other awards: a sum, nothing else of them.';

create or replace function buddel.wanted_coverage(p_award bigint) returns table (kind text, ref text, part text, bp integer)
    language sql stable security definer set search_path = buddel, pg_temp as $$
    with standing as (
        select c.association_id, c.id, true as decided from claims c
        where c.id = (select l.id from claims l where l.award_id = p_award and l.state in ('approved', 'released', 'paid')
            order by l.number desc limit 1)
        union all
        select c.association_id, c.id, false from claims c
        where c.award_id = p_award and c.state in ('submitted', 'certified', 'checked', 'returned')
    )
    select v.kind, v.ref, v.part, max(v.bp) from standing s
    join claim_coverage v on v.association_id = s.association_id and v.claim_id = s.id
    where (s.association_id = any (accountable_associations()) or p_award = any (administered_awards())) and not (s.decided and exists (
        select from claim_cuts k
        where k.association_id = v.association_id and k.claim_id = v.claim_id and k.left_quantity = 0
            and k.kind = v.kind and k.ref = case v.kind when 'unit' then (
                select substr(v.ref, length(p.code) + 2) from awards a join programmes p on p.id = a.programme_id
                where a.id = p_award) else v.ref end))
    group by v.kind, v.ref, v.part
$$;
comment on function buddel.wanted_coverage is
    'What an award covers by its claims: the last approved one without the lines cut to zero, and the undecided one.';

create or replace function buddel.coverage_by_others(p_award bigint) returns table (kind text, ref text, part text, bp integer)
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select h.kind, case h.kind when 'unit' then substr(h.ref, length(p.code) + 2) else h.ref end, h.part, sum(h.bp)::integer
    from awards a join programmes p on p.id = a.programme_id
    join awards o on o.association_id = a.association_id and o.id <> a.id
    join award_coverage h on h.association_id = o.association_id and h.award_id = o.id
    where a.id = p_award and (h.kind <> 'unit' or o.programme_id = a.programme_id)
        and (may_act_on_award(p_award) or a.association_id = any (accountable_associations()))
    group by 1, 2, 3
$$;
comment on function buddel.coverage_by_others is
    'What other awards of the association cover, of units only those of the same programme: sums, nothing else of them.';

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.associations_as(text[]), buddel.joined_associations(), buddel.accountable_associations(),
    buddel.building_associations(), buddel.recording_associations(), buddel.own_members(), buddel.own_persons(),
    buddel.own_connections(), buddel.own_circle(), buddel.own_vouchers(), buddel.next_voucher_number to buddel_app;

-- Purpose: the few acts that cross a line of row-level security, each asking first who may: post a batch, close a
-- period, replace an award's coverage, book a grant, log in and out.
-- Areas: Access, Ledger, Subsidy. Locks: in the documented order (docs/internals/locks.md).

create function buddel.post_batch(
    p_association bigint,
    e_voucher bigint[], e_reason text[], e_effective_on date[], e_reverses bigint[],
    t_entry integer[], t_debit text[], t_credit text[], t_unit text[], t_quantity bigint[],
    t_member bigint[], t_segment bigint[], t_award bigint[],
    out batch_number bigint, out first_entry bigint, out last_entry bigint, out hash bytea
) language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not p_association = any (writable_associations()) then
        raise exception 'not your books' using errcode = '42501', constraint = 'ledgers_writable', table = 'ledgers', schema = 'buddel';
    end if;
    select a.batch_number, a.first_entry, a.last_entry, a.hash into batch_number, first_entry, last_entry, hash
    from append_batch(p_association, e_voucher, e_reason, e_effective_on, e_reverses, t_entry, t_debit, t_credit, t_unit,
        t_quantity, t_member, t_segment, t_award) a;
end $$;
comment on function buddel.post_batch is 'The one way into the journal: writes a batch for who may write the association''s books.';

create function buddel.close_period(p_association bigint, p_through date) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not p_association = any (writable_associations()) then
        raise exception 'not your books' using errcode = '42501', constraint = 'ledgers_writable', table = 'ledgers', schema = 'buddel';
    end if;
    update ledgers set closed_through = p_through
    where association_id = p_association and (closed_through is null or closed_through < p_through);
    if not found then
        raise exception 'the period is closed already'
            using errcode = '23514', constraint = 'ledgers_close_forward', table = 'ledgers', schema = 'buddel';
    end if;
end $$;
comment on function buddel.close_period is 'Closes the books through a day; never opened again.';

create function buddel.may_act_on_award(p_award bigint) returns boolean
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select exists (select from awards a where a.id = p_award
        and (a.association_id = any (writable_associations()) or a.id = any (administered_awards())))
$$;
comment on function buddel.may_act_on_award is 'Whether the user is on one of the two sides of an award.';

create function buddel.lock_awards(p_award bigint) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not may_act_on_award(p_award) then
        raise exception 'not your award' using errcode = '42501', constraint = 'awards_writable', table = 'awards', schema = 'buddel';
    end if;
    perform from awards o where o.association_id = (select a.association_id from awards a where a.id = p_award)
    order by o.id for update;
end $$;
comment on function buddel.lock_awards is
    'Locks all awards of the association of one, ascending: what one is granted limits the others (rules.md 3).';

create function buddel.granted_to_others(p_award bigint) returns bigint
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select case when may_act_on_award(p_award) or exists (select from awards v where v.id = p_award
            and v.association_id = any (visible_associations())) then (
        select coalesce(sum(o.granted_cents), 0)::bigint from awards a join awards o
            on o.association_id = a.association_id and o.id <> a.id where a.id = p_award) end
$$;
comment on function buddel.granted_to_others is 'Approved less revoked of the association''s other awards: a sum, nothing else of them.';

create function buddel.wanted_coverage(p_award bigint) returns table (kind text, ref text, part text, bp integer)
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
    where (s.association_id = any (visible_associations()) or p_award = any (administered_awards())) and not (s.decided and exists (
        select from claim_cuts k
        where k.association_id = v.association_id and k.claim_id = v.claim_id and k.left_quantity = 0
            and k.kind = v.kind and k.ref = case v.kind when 'unit' then (
                select substr(v.ref, length(p.code) + 2) from awards a join programmes p on p.id = a.programme_id
                where a.id = p_award) else v.ref end))
    group by v.kind, v.ref, v.part
$$;
comment on function buddel.wanted_coverage is
    'What an award covers by its claims: the last approved one without the lines cut to zero, and the undecided one.';

create function buddel.coverage_by_others(p_award bigint) returns table (kind text, ref text, part text, bp integer)
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select h.kind, case h.kind when 'unit' then substr(h.ref, length(p.code) + 2) else h.ref end, h.part, sum(h.bp)::integer
    from awards a join programmes p on p.id = a.programme_id
    join awards o on o.association_id = a.association_id and o.id <> a.id
    join award_coverage h on h.association_id = o.association_id and h.award_id = o.id
    where a.id = p_award and (h.kind <> 'unit' or o.programme_id = a.programme_id)
        and (may_act_on_award(p_award) or a.association_id = any (visible_associations()))
    group by 1, 2, 3
$$;
comment on function buddel.coverage_by_others is
    'What other awards of the association cover, of units only those of the same programme: sums, nothing else of them.';

create function buddel.refresh_award_coverage(p_award bigint) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    tenant bigint;
begin
    if not may_act_on_award(p_award) then
        raise exception 'not your award' using errcode = '42501', constraint = 'awards_writable', table = 'awards', schema = 'buddel';
    end if;
    select a.association_id into tenant from awards a where a.id = p_award for update;

    -- The counters change in key order, so that two filings wait for each other instead of deadlocking.
    insert into coverage_parts as p (association_id, kind, ref, part, covered_bp)
    select tenant, d.kind, d.ref, d.part, d.delta from (
        select w.kind, w.ref, w.part, w.bp - coalesce(h.bp, 0) as delta
        from wanted_coverage(p_award) w left join award_coverage h on h.association_id = tenant and h.award_id = p_award
            and (h.kind, h.ref, h.part) = (w.kind, w.ref, w.part)
    ) d where d.delta > 0 order by d.kind, d.ref, d.part
    on conflict (association_id, kind, ref, part) do update set covered_bp = p.covered_bp + excluded.covered_bp;
    perform from coverage_parts p join award_coverage h using (association_id, kind, ref, part)
    where p.association_id = tenant and h.award_id = p_award order by p.kind, p.ref, p.part for update of p;
    update coverage_parts p set covered_bp = p.covered_bp + d.delta from (
        select h.kind, h.ref, h.part, coalesce(w.bp, 0) - h.bp as delta
        from award_coverage h left join wanted_coverage(p_award) w on (w.kind, w.ref, w.part) = (h.kind, h.ref, h.part)
        where h.association_id = tenant and h.award_id = p_award and coalesce(w.bp, 0) < h.bp
    ) d where (p.association_id, p.kind, p.ref, p.part) = (tenant, d.kind, d.ref, d.part);

    delete from award_coverage h where h.association_id = tenant and h.award_id = p_award
        and not exists (select from wanted_coverage(p_award) w where (w.kind, w.ref, w.part) = (h.kind, h.ref, h.part));
    insert into award_coverage as h (association_id, award_id, kind, ref, part, bp)
    select tenant, p_award, w.kind, w.ref, w.part, w.bp from wanted_coverage(p_award) w
    on conflict (association_id, award_id, kind, ref, part) do update set bp = excluded.bp where h.bp <> excluded.bp;
end $$;
comment on function buddel.refresh_award_coverage is
    'Makes an award''s coverage that of its last approved claim and of the undecided one, per part the larger (rules.md 4), '
    'and moves the counters by the difference, in key order.';

create function buddel.book_grant(p_claim bigint, p_reason text, p_cents bigint, p_on date, p_hash bytea, p_salt bytea) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    claim claims;
    booked bigint;
    voucher bigint;
    year integer;
    number integer;
    start date;
begin
    select * into claim from claims c where c.id = p_claim for update;
    if not found or not may_act_on_award(claim.award_id) then
        raise exception 'not your claim' using errcode = '42501', constraint = 'claims_writable', table = 'claims', schema = 'buddel';
    end if;
    select coalesce(sum(t.quantity), 0) into booked from grant_vouchers g
    join entries e on e.association_id = g.association_id and e.voucher_id = g.voucher_id and e.reason = 'grant_revoked'
    join transfers t on t.association_id = e.association_id and t.entry_number = e.number
    where g.association_id = claim.association_id and g.claim_id = p_claim;
    if p_cents <= 0 or not coalesce(case p_reason
        when 'granted' then claim.state = 'approved' and p_cents = claim.approved_cents
        when 'grant_paid' then claim.state = 'paid' and p_cents = claim.approved_cents - claim.revoked_cents
        when 'grant_revoked' then claim.state in ('approved', 'released', 'paid') and booked + p_cents = claim.revoked_cents
        end, false) then
        raise exception 'the claim does not stand for this booking'
            using errcode = '23514', constraint = 'grant_vouchers_stand', table = 'grant_vouchers', schema = 'buddel';
    end if;
    select g.voucher_id into voucher from grant_vouchers g where g.association_id = claim.association_id and g.claim_id = p_claim;
    if voucher is null then
        select make_date(extract(year from p_on)::integer, a.fiscal_year_start_month, a.fiscal_year_start_day) into start
        from associations a where a.id = claim.association_id;
        year := extract(year from p_on)::integer - case when p_on < start then 1 else 0 end;
        insert into voucher_counters as k (association_id, booking_year, last_number) values (claim.association_id, year, 1)
        on conflict (association_id, booking_year) do update set last_number = k.last_number + 1
        returning last_number into number;
        insert into vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by, content_hash, salt)
        values (claim.association_id, 'grant', claim.code, year, number, p_on, current_user_id(), p_hash, p_salt)
        returning id into voucher;
        insert into grant_vouchers (association_id, voucher_id, claim_id, amount_cents)
        values (claim.association_id, voucher, p_claim, p_cents);
    end if;
    if p_reason <> 'grant_revoked' and exists (select from entries e
        where e.association_id = claim.association_id and e.voucher_id = voucher and e.reason = p_reason) then
        raise exception 'booked already' using errcode = '23505', constraint = 'grant_vouchers_once', table = 'grant_vouchers', schema = 'buddel';
    end if;
    perform append_batch(claim.association_id, array[voucher], array[p_reason], array[p_on], array[null::bigint], array[1],
        array[case p_reason when 'granted' then 'receivable:grants' when 'grant_paid' then 'bank' else 'income:grants' end],
        array[case p_reason when 'granted' then 'income:grants' else 'receivable:grants' end],
        array['eur_cents'], array[p_cents], array[null::bigint], array[null::bigint], array[claim.award_id]);
end $$;
comment on function buddel.book_grant is
    'Books a grant in the association''s journal: due when approved, received when paid, once each; less when revoked. '
    'It is the only thing the town writes there.';

create function buddel.void_undecided_steps(p_user bigint) returns integer
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
        voided := voided + void_steps(acted.association_id, acted.claim_id, acted.position, '{certify,check,release}', 'password_reset');
        update claims c set version = c.version + 1, state = claim_state(c.association_id, c.id)
        where (c.association_id, c.id) = (acted.association_id, acted.claim_id);
    end loop;
    return voided;
end $$;
comment on function buddel.void_undecided_steps is
    'Voids what a user certified or checked on undecided claims and released of unpaid ones: after a password reset it may '
    'not have been him.';

grant execute on function buddel.void_undecided_steps to buddel_app;
grant execute on function buddel.wanted_coverage, buddel.post_batch, buddel.close_period, buddel.may_act_on_award, buddel.lock_awards,
    buddel.granted_to_others, buddel.coverage_by_others,
    buddel.refresh_award_coverage, buddel.book_grant to buddel_app;

create function buddel.begin_login(
    p_login text, p_now timestamptz,
    out user_id bigint, out password_hash text, out is_disabled boolean, out is_slowed boolean
) language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    named users;
begin
    if current_user_id() is not null then
        raise exception 'only who is not logged in logs in'
            using errcode = '42501', constraint = 'users_login_anonymous', table = 'users', schema = 'buddel';
    end if;
    select * into named from users u where u.login = p_login for update;
    if not found then
        return;
    end if;
    user_id := named.id;
    is_disabled := named.disabled_at is not null;
    is_slowed := coalesce(named.locked_until > p_now, false);
    if is_slowed then
        return;
    end if;
    password_hash := named.password_hash;
    -- The attempt counts as a failure until it has succeeded: a thousand at the same moment are a thousand.
    update users u set failed_logins = named.failed_logins + 1,
        locked_until = case when named.failed_logins >= 3
            then p_now + make_interval(secs => least(30, 2 ^ least(named.failed_logins - 3, 5))) end
    where u.id = named.id;
end $$;
comment on function buddel.begin_login is
    'What a log-in compares a password with, of one name; nothing while attempts are slowed down, at most 30 seconds.';

create function buddel.record_failed_login(p_user bigint) returns void
    language sql security definer set search_path = buddel, pg_temp as $$
    insert into audit_events (user_id, action) values (p_user, 'user.login_failed')
$$;
comment on function buddel.record_failed_login is 'Audits an attempt that failed; null: of an unknown name.';

create function buddel.finish_login() returns void
    language sql security definer set search_path = buddel, pg_temp as $$
    update users set failed_logins = 0, locked_until = null where id = current_user_id()
$$;
comment on function buddel.finish_login is 'Forgets the failures of who has logged in.';

create function buddel.user_of_token(p_hash bytea, p_now timestamptz) returns bigint
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select t.user_id from access_tokens t join users u on u.id = t.user_id
    where t.token_hash = p_hash and t.revoked_at is null and t.expires_at > p_now and u.disabled_at is null
$$;
comment on function buddel.user_of_token is 'Whom a token stands for; null where it is unknown, expired or revoked.';

create function buddel.end_session(p_hash bytea, p_now timestamptz) returns bigint
    language sql security definer set search_path = buddel, pg_temp as $$
    with ended as (
        update access_tokens set revoked_at = p_now where token_hash = p_hash and revoked_at is null returning user_id
    ), audited as (
        insert into audit_events (user_id, action) select user_id, 'user.logout' from ended
    )
    select user_id from ended
$$;
comment on function buddel.end_session is 'Revokes a token and audits it; whose it was, null where it was over already.';

create function buddel.set_password(p_user bigint, p_hash text, p_now timestamptz) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not (is_administrator() or p_user = current_user_id()) then
        raise exception 'not your password'
            using errcode = '42501', constraint = 'users_password_own', table = 'users', schema = 'buddel';
    end if;
    update users set password_hash = p_hash, failed_logins = 0, locked_until = null, version = version + 1 where id = p_user;
    update access_tokens set revoked_at = p_now where user_id = p_user and revoked_at is null;
end $$;
comment on function buddel.set_password is 'Sets one''s own password, or as administrator anybody''s, and ends all sessions of that user.';

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.begin_login, buddel.record_failed_login, buddel.finish_login, buddel.user_of_token,
    buddel.end_session, buddel.set_password to buddel_app;

-- By this the program knows at once that nothing is left to migrate.
grant usage on schema migrations to buddel_app;
grant select on migrations.migrations to buddel_app;

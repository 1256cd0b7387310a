-- Purpose: who sees and writes which rows; the functions through which one side acts on the other's rows.
-- Areas: all. Locks: the definer functions take row locks in the documented order (docs/internals/locks.md).
-- Policies compare with arrays computed once per statement: a function per row is measured 500 times slower. What they
-- call is parallel safe, or no query over a protected table could use several cores.

create function buddel.is_administrator() returns boolean
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select coalesce(current_user_id() = 0 or exists (
        select from user_roles r where r.user_id = current_user_id() and r.role = 'administrator' and r.during @> buddel.today()), false)
$$;
comment on function buddel.is_administrator() is 'Whether the user is an administrator or the owner on the command line.';

create function buddel.visible_associations() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from associations)
        else (select coalesce(array_agg(distinct r.association_id), '{}') from user_roles r
            where r.user_id = current_user_id() and r.association_id is not null and r.during @> buddel.today()) end
$$;
comment on function buddel.visible_associations() is 'Associations whose rows the user may read.';

create function buddel.writable_associations() returns bigint[]
    language sql stable parallel safe security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from associations)
        else (select coalesce(array_agg(distinct r.association_id), '{}') from user_roles r
            where r.user_id = current_user_id() and r.association_id is not null and r.role <> 'auditor'
                and r.during @> buddel.today()) end
$$;
comment on function buddel.writable_associations() is 'Associations whose rows the user may write; an auditor changes nothing.';

create function buddel.administered_programmes() returns bigint[]
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select case when is_administrator() then (select coalesce(array_agg(id), '{}') from programmes)
        else (select coalesce(array_agg(distinct p.id), '{}') from user_roles r join programmes p on p.administered_by = r.ags
            where r.user_id = current_user_id() and r.during @> buddel.today()) end
$$;
comment on function buddel.administered_programmes() is 'Programmes the user''s municipality administers.';

create function buddel.administered_awards() returns bigint[]
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select coalesce(array_agg(a.id), '{}') from awards a where a.programme_id = any (administered_programmes())
$$;
comment on function buddel.administered_awards() is 'Awards under the programmes the user''s municipality administers.';

create function buddel.administered_claims() returns bigint[]
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select coalesce(array_agg(c.id), '{}') from claims c
    where c.award_id = any (administered_awards()) and c.state <> 'withdrawn'
$$;
comment on function buddel.administered_claims() is 'Claims submitted to the user''s municipality.';

create function buddel.applicant_associations() returns bigint[]
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select coalesce(array_agg(distinct a.association_id), '{}') from awards a where a.id = any (administered_awards())
$$;
comment on function buddel.applicant_associations() is 'Associations that applied at the user''s municipality: it sees their name, nothing of their books.';

-- Class 1: owned by an association.
do $$
declare owned text;
begin
    foreach owned in array array['persons', 'members', 'helpers', 'offices', 'mandates', 'settlement_rules', 'settlement_keys',
        'settlement_machine_rates', 'areas', 'connections', 'connection_events', 'holdings', 'segments', 'segment_versions',
        'segment_parts', 'segment_events', 'clearances', 'progress', 'voucher_counters', 'vouchers',
        'voucher_documents', 'work_vouchers', 'cost_vouchers', 'cost_allocations', 'cost_payments', 'gift_vouchers',
        'payment_vouchers', 'grant_vouchers', 'voucher_decisions', 'ledgers', 'accounts', 'batches', 'entries', 'transfers',
        'coverage_parts', 'award_coverage'] loop
        execute format('alter table buddel.%I enable row level security', owned);
        execute format('create policy %I on buddel.%I for select to buddel_app '
            'using (association_id = any ((select buddel.visible_associations())::bigint[]))', owned || '_read', owned);
        execute format('create policy %I on buddel.%I for insert to buddel_app '
            'with check (association_id = any ((select buddel.writable_associations())::bigint[]))', owned || '_add', owned);
        execute format('create policy %I on buddel.%I for update to buddel_app '
            'using (association_id = any ((select buddel.writable_associations())::bigint[]))', owned || '_change', owned);
        execute format('create policy %I on buddel.%I for delete to buddel_app '
            'using (association_id = any ((select buddel.writable_associations())::bigint[]))', owned || '_remove', owned);
    end loop;
end $$;

-- Class 2: owned by a municipality; programmes are public within the system, their rules bind everyone.
alter table buddel.programmes enable row level security;
create policy programmes_read on buddel.programmes for select to buddel_app using ((select buddel.current_user_id()) >= 0);
create policy programmes_add on buddel.programmes for insert to buddel_app with check (
    (select buddel.is_administrator()) or exists (select from buddel.user_roles r
        where r.user_id = buddel.current_user_id() and r.ags = administered_by and r.role = 'clerk' and r.during @> buddel.today()));
create policy programmes_change on buddel.programmes for update to buddel_app
    using (id = any ((select buddel.administered_programmes())::bigint[]));
alter table buddel.programme_budgets enable row level security;
create policy programme_budgets_read on buddel.programme_budgets for select to buddel_app
    using (programme_id = any ((select buddel.administered_programmes())::bigint[]));
create policy programme_budgets_add on buddel.programme_budgets for insert to buddel_app
    with check (programme_id = any ((select buddel.administered_programmes())::bigint[]));
create policy programme_budgets_change on buddel.programme_budgets for update to buddel_app
    using (programme_id = any ((select buddel.administered_programmes())::bigint[]));

-- Class 3: shared between the association and the municipality that decides.
alter table buddel.associations enable row level security;
create policy associations_read on buddel.associations for select to buddel_app using (
    id = any ((select buddel.visible_associations())::bigint[]) or id = any ((select buddel.applicant_associations())::bigint[]));
create policy associations_add on buddel.associations for insert to buddel_app with check ((select buddel.is_administrator()));
create policy associations_change on buddel.associations for update to buddel_app
    using (id = any ((select buddel.writable_associations())::bigint[]));
alter table buddel.awards enable row level security;
create policy awards_read on buddel.awards for select to buddel_app using (
    association_id = any ((select buddel.visible_associations())::bigint[]) or id = any ((select buddel.administered_awards())::bigint[]));
create policy awards_add on buddel.awards for insert to buddel_app with check (
    association_id = any ((select buddel.writable_associations())::bigint[])
    or programme_id = any ((select buddel.administered_programmes())::bigint[]));
create policy awards_change on buddel.awards for update to buddel_app using (
    association_id = any ((select buddel.writable_associations())::bigint[]) or id = any ((select buddel.administered_awards())::bigint[]));
alter table buddel.claims enable row level security;
create policy claims_read on buddel.claims for select to buddel_app using (
    association_id = any ((select buddel.visible_associations())::bigint[]) or id = any ((select buddel.administered_claims())::bigint[]));
create policy claims_add on buddel.claims for insert to buddel_app
    with check (association_id = any ((select buddel.writable_associations())::bigint[]));
create policy claims_change on buddel.claims for update to buddel_app using (
    association_id = any ((select buddel.writable_associations())::bigint[]) or id = any ((select buddel.administered_claims())::bigint[]))
    with check (true);
do $$
declare shared text;
begin
    foreach shared in array array['claim_lines', 'claim_waterfall', 'claim_documents', 'claim_steps', 'claim_step_voids',
        'claim_cuts', 'claim_coverage'] loop
        execute format('alter table buddel.%I enable row level security', shared);
        execute format('create policy %I on buddel.%I for select to buddel_app using ('
            'association_id = any ((select buddel.visible_associations())::bigint[]) '
            'or claim_id = any ((select buddel.administered_claims())::bigint[]))', shared || '_read', shared);
        execute format('create policy %I on buddel.%I for insert to buddel_app with check ('
            'association_id = any ((select buddel.writable_associations())::bigint[]) '
            'or claim_id = any ((select buddel.administered_claims())::bigint[]))', shared || '_add', shared);
    end loop;
end $$;
-- What the town cut, the association may read and an import may bring along; nobody but the town changes it.
drop policy claim_cuts_add on buddel.claim_cuts;
create policy claim_cuts_add on buddel.claim_cuts for insert to buddel_app with check (
    claim_id = any ((select buddel.administered_claims())::bigint[])
    or association_id = any ((select buddel.writable_associations())::bigint[]) and exists (select from buddel.claims c
        where c.association_id = claim_cuts.association_id and c.id = claim_id and c.imported));
create policy claim_cuts_change on buddel.claim_cuts for update to buddel_app
    using (claim_id = any ((select buddel.administered_claims())::bigint[]));
create policy claim_cuts_remove on buddel.claim_cuts for delete to buddel_app
    using (claim_id = any ((select buddel.administered_claims())::bigint[]));
alter table buddel.documents enable row level security;
create policy documents_read on buddel.documents for select to buddel_app using (
    association_id = any ((select buddel.visible_associations())::bigint[])
    or exists (select from buddel.claim_documents d where d.association_id = documents.association_id and d.document_id = documents.id
        and d.claim_id = any ((select buddel.administered_claims())::bigint[])));
create policy documents_add on buddel.documents for insert to buddel_app
    with check (association_id = any ((select buddel.writable_associations())::bigint[]));

-- Users: colleagues know each other's names, only administrators make users; a user's own tokens are his. Who is not
-- logged in sees nothing: he logs in through functions (0012) that answer about one name or one token.
alter table buddel.users enable row level security;
create policy users_read on buddel.users for select to buddel_app using ((select buddel.current_user_id()) >= 0);
create policy users_add on buddel.users for insert to buddel_app with check ((select buddel.is_administrator()));
create policy users_change on buddel.users for update to buddel_app
    using ((select buddel.is_administrator()) or id = buddel.current_user_id());
alter table buddel.user_roles enable row level security;
create policy user_roles_read on buddel.user_roles for select to buddel_app using (
    (select buddel.is_administrator()) or user_id = buddel.current_user_id()
    or association_id = any ((select buddel.visible_associations())::bigint[]));
create policy user_roles_add on buddel.user_roles for insert to buddel_app with check ((select buddel.is_administrator()));
create policy user_roles_change on buddel.user_roles for update to buddel_app using ((select buddel.is_administrator()));
alter table buddel.user_members enable row level security;
create policy user_members_read on buddel.user_members for select to buddel_app using (
    (select buddel.is_administrator()) or user_id = buddel.current_user_id()
    or association_id = any ((select buddel.visible_associations())::bigint[]));
create policy user_members_add on buddel.user_members for insert to buddel_app with check ((select buddel.is_administrator()));
alter table buddel.declared_ties enable row level security;
create policy declared_ties_read on buddel.declared_ties for select to buddel_app
    using ((select buddel.is_administrator()) or user_id = buddel.current_user_id());
create policy declared_ties_add on buddel.declared_ties for insert to buddel_app
    with check ((select buddel.is_administrator()) or user_id = buddel.current_user_id());
alter table buddel.access_tokens enable row level security;
create policy access_tokens_read on buddel.access_tokens for select to buddel_app
    using ((select buddel.is_administrator()) or user_id = buddel.current_user_id());
create policy access_tokens_add on buddel.access_tokens for insert to buddel_app
    with check (user_id = buddel.current_user_id());
create policy access_tokens_change on buddel.access_tokens for update to buddel_app
    using ((select buddel.is_administrator()) or user_id = buddel.current_user_id());
alter table buddel.audit_events enable row level security;
create policy audit_events_read on buddel.audit_events for select to buddel_app using (
    (select buddel.is_administrator()) or user_id = buddel.current_user_id()
    or association_id = any ((select buddel.visible_associations())::bigint[]));
create policy audit_events_add on buddel.audit_events for insert to buddel_app with check (
    user_id = buddel.current_user_id() and (association_id is null
        or association_id = any ((select buddel.visible_associations())::bigint[])
        or association_id = any ((select buddel.applicant_associations())::bigint[])));
alter table buddel.idempotency_keys enable row level security;
create policy idempotency_keys_own on buddel.idempotency_keys for all to buddel_app
    using (user_id = buddel.current_user_id()) with check (user_id = buddel.current_user_id());

-- What is append-only refuses TRUNCATE too (audit and journal do it in their own files).
do $$
declare appended text;
begin
    foreach appended in array array['connection_events', 'segment_events', 'progress', 'voucher_decisions', 'cost_payments', 'claims',
        'claim_lines', 'claim_waterfall', 'claim_documents', 'claim_steps', 'claim_step_voids', 'claim_coverage',
        'grant_vouchers'] loop
        execute format('create trigger %I before truncate on buddel.%I for each statement execute function buddel.refuse_change()',
            appended || '_no_truncate', appended);
    end loop;
end $$;

-- Reference data and settings: everybody who is somebody reads them, administrators extend them.
do $$
declare listed text;
begin
    foreach listed in array array['municipalities', 'cost_categories', 'tasks', 'machine_classes', 'base_rates', 'ledger_units',
        'account_templates', 'publication_settings'] loop
        execute format('alter table buddel.%I enable row level security', listed);
        execute format('create policy %I on buddel.%I for select to buddel_app using ((select buddel.current_user_id()) >= 0)',
            listed || '_read', listed);
        execute format('create policy %I on buddel.%I for insert to buddel_app with check ((select buddel.is_administrator()))',
            listed || '_add', listed);
        execute format('create policy %I on buddel.%I for update to buddel_app using ((select buddel.is_administrator()))',
            listed || '_change', listed);
    end loop;
end $$;
-- The secret of the installation: a publication is computed as the owner of the database, whoever asked for it.
alter table buddel.installation enable row level security;
create policy installation_read on buddel.installation for select to buddel_app using ((select buddel.is_administrator()));

-- Publications: the public reads them, the program writes them for somebody.
alter table feed.publications enable row level security;
create policy publications_read on feed.publications for select to buddel_app, buddel_feed using (true);
create policy publications_add on feed.publications for insert to buddel_app with check ((select buddel.current_user_id()) >= 0);
create policy publications_remove on feed.publications for delete to buddel_app using ((select buddel.current_user_id()) >= 0);
alter table feed.files enable row level security;
create policy files_read on feed.files for select to buddel_app, buddel_feed using (true);
create policy files_add on feed.files for insert to buddel_app with check ((select buddel.current_user_id()) >= 0);

-- What buddel_app may at all. Append-only tables get no UPDATE and no DELETE, whatever a policy says.
grant select, insert on all tables in schema buddel to buddel_app;
revoke insert on buddel.batches, buddel.entries, buddel.transfers, buddel.coverage_parts, buddel.award_coverage,
    buddel.grant_vouchers, buddel.claim_step_voids, buddel.installation, buddel.publication_settings, buddel.ledger_units
    from buddel_app;
-- Hashes of passwords and tokens are written and compared, never read by a query; counters of failures move by 0012.
revoke select, insert on buddel.users, buddel.access_tokens from buddel_app;
grant select (id, login, display_name, created_at, disabled_at, version), insert (login, display_name, password_hash),
    update (display_name, disabled_at, version) on buddel.users to buddel_app;
grant select (id, user_id, label, created_at, expires_at, revoked_at),
    insert (user_id, token_hash, label, created_at, expires_at), update (revoked_at) on buddel.access_tokens to buddel_app;
grant update on buddel.municipalities, buddel.associations, buddel.user_roles,
    buddel.persons, buddel.members, buddel.helpers, buddel.offices, buddel.mandates, buddel.areas, buddel.connections,
    buddel.holdings, buddel.segments, buddel.clearances, buddel.progress, buddel.voucher_counters, buddel.vouchers,
    buddel.voucher_documents, buddel.work_vouchers, buddel.cost_vouchers, buddel.gift_vouchers, buddel.payment_vouchers,
    buddel.programmes, buddel.claim_cuts, buddel.idempotency_keys,
    buddel.publication_settings to buddel_app;
-- Counters and states are moved by the database alone.
grant update (amount_cents) on buddel.programme_budgets to buddel_app;
grant update (applied_on, early_start_on, approved_on, eligible_from, eligible_until, rate_bp, maximum_cents, own_funds_cents,
    third_party_cents, budget_year, imported, version) on buddel.awards to buddel_app;
grant delete on buddel.idempotency_keys, buddel.clearances, buddel.claim_cuts, buddel.cost_allocations to buddel_app;
grant select on all tables in schema feed to buddel_app, buddel_feed;
grant insert on feed.publications, feed.files to buddel_app;
grant delete on feed.publications to buddel_app;

revoke execute on all functions in schema buddel, feed from public;
grant execute on function buddel.current_user_id(), buddel.today(), buddel.total(bigint[]), buddel.is_administrator(),
    buddel.visible_associations(), buddel.writable_associations(), buddel.administered_programmes(),
    buddel.administered_awards(), buddel.administered_claims(), buddel.applicant_associations(),
    buddel.standing_steps(bigint, bigint), buddel.claim_state(bigint, bigint), buddel.claim_content_hash(bigint, bigint),
    buddel.transfer_text, buddel.entry_digest, buddel.batch_hash to buddel_app;

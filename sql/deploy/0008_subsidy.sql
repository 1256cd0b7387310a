-- Purpose: programmes with budgets, awards, claims with frozen lines and steps, coverage.
-- Areas: Subsidy. Locks: award row, then programme budget row, then coverage parts in key order (docs/internals/locks.md).

create table buddel.programmes (
    id bigint generated always as identity constraint programmes_pkey primary key,
    code text not null constraint programmes_code_key unique
        constraint programmes_code_form check (code ~ '^[[:graph:]]{1,40}$'),
    funder text not null,
    title text not null,
    territory_key text not null constraint programmes_territory_form check (territory_key ~ '^([0-9]{2}|[0-9]{5}|[0-9]{8})$'),
    administered_by text not null constraint programmes_administered_form check (administered_by ~ '^[0-9]{8}$'),
    terms jsonb not null constraint programmes_terms_object check (jsonb_typeof(terms) = 'object'),
    version integer not null default 1
);
comment on table buddel.programmes is 'A funder''s rules; the terms are the programme as formats.md writes it.';
comment on column buddel.programmes.id is 'Key.';
comment on column buddel.programmes.code is 'Code, e.g. SELM-2026.';
comment on column buddel.programmes.funder is 'Who pays.';
comment on column buddel.programmes.title is 'Title.';
comment on column buddel.programmes.territory_key is 'Key of the territory: every municipality whose AGS begins with it.';
comment on column buddel.programmes.administered_by is 'Municipality whose staff decides; its border may not be loaded yet.';
comment on column buddel.programmes.terms is 'The whole programme in the form of programmes.json, canonical.';
comment on column buddel.programmes.version is 'Version of the terms; claims carry it.';

create table buddel.programme_budgets (
    programme_id bigint not null constraint programme_budgets_programme_fkey references buddel.programmes on delete restrict,
    year smallint not null constraint programme_budgets_year_range check (year = 0 or year between 1990 and 2999),
    amount_cents bigint not null constraint programme_budgets_amount_positive check (amount_cents >= 0),
    committed_cents bigint not null default 0,
    constraint programme_budgets_pkey primary key (programme_id, year),
    constraint programme_budgets_not_exceeded check (committed_cents between 0 and amount_cents)
);
comment on table buddel.programme_budgets is 'Budget per programme and year, and what awards have committed of it.';
comment on column buddel.programme_budgets.programme_id is 'The programme.';
comment on column buddel.programme_budgets.year is 'The year; 0: one figure for the whole life.';
comment on column buddel.programme_budgets.amount_cents is 'Budget in cents.';
comment on column buddel.programme_budgets.committed_cents is 'Committed by awards, never more than the budget.';

create table buddel.awards (
    id bigint generated always as identity,
    association_id bigint not null constraint awards_association_fkey references buddel.associations on delete restrict,
    programme_id bigint not null constraint awards_programme_fkey references buddel.programmes on delete restrict,
    code text not null constraint awards_code_form check (code ~ '^[[:graph:]]{1,40}$'),
    applied_on date,
    early_start_on date,
    approved_on date,
    eligible_from date,
    eligible_until date,
    rate_bp integer constraint awards_rate_range check (rate_bp between 0 and 10000),
    maximum_cents bigint constraint awards_maximum_positive check (maximum_cents >= 0),
    own_funds_cents bigint not null default 0 constraint awards_own_funds_positive check (own_funds_cents >= 0),
    third_party_cents bigint not null default 0 constraint awards_third_party_positive check (third_party_cents >= 0),
    granted_cents bigint not null default 0,
    committed_cents bigint not null default 0 constraint awards_committed_positive check (committed_cents >= 0),
    budget_year smallint,
    imported boolean not null default false,
    version integer not null default 1,
    constraint awards_pkey primary key (association_id, id),
    constraint awards_id_key unique (id),
    constraint awards_code_key unique (association_id, code),
    constraint awards_budget_fkey foreign key (programme_id, budget_year) references buddel.programme_budgets on delete restrict,
    constraint awards_committed_from_budget check (committed_cents = 0 or budget_year is not null),
    constraint awards_period_forward check (eligible_until >= eligible_from),
    constraint awards_not_exceeded check (granted_cents >= 0 and (maximum_cents is null or granted_cents <= maximum_cents))
);
create index awards_programme_idx on buddel.awards (programme_id);
comment on table buddel.awards is 'Application and decision under a programme: from when, until when, at most how much.';
comment on column buddel.awards.id is 'Key.';
comment on column buddel.awards.association_id is 'Tenant that applied; shared with the administering municipality.';
comment on column buddel.awards.programme_id is 'The programme.';
comment on column buddel.awards.code is 'Code, e.g. A-1.';
comment on column buddel.awards.applied_on is 'Day of the application.';
comment on column buddel.awards.early_start_on is 'Day from which an early start was permitted.';
comment on column buddel.awards.approved_on is 'Day of the approval.';
comment on column buddel.awards.eligible_from is 'First eligible day.';
comment on column buddel.awards.eligible_until is 'Last eligible day.';
comment on column buddel.awards.rate_bp is 'Rate of this award in basis points; null: the programme''s.';
comment on column buddel.awards.maximum_cents is 'At most this many cents; null: no maximum.';
comment on column buddel.awards.own_funds_cents is 'Own funds of the financing plan.';
comment on column buddel.awards.third_party_cents is 'Third-party funds of the financing plan, without awards in this system.';
comment on column buddel.awards.granted_cents is 'Approved less revoked, over all claims: a counter.';
comment on column buddel.awards.committed_cents is 'What it commits of the budget: a counter.';
comment on column buddel.awards.budget_year is 'Which budget it commits; null: the programme has none.';
comment on column buddel.awards.imported is 'Its decision is history from a case folder, which an administrator brought in.';
comment on column buddel.awards.version is 'Row version for optimistic locking.';
alter table buddel.transfers add constraint transfers_award_fkey
    foreign key (association_id, award_id) references buddel.awards on delete restrict;

create table buddel.claims (
    id bigint generated always as identity,
    association_id bigint not null,
    award_id bigint not null,
    code text not null constraint claims_code_form check (code ~ '^[[:graph:]]{1,60}$'),
    number integer not null constraint claims_number_positive check (number >= 1),
    cutoff_on date not null,
    state text not null constraint claims_state_known check (state in
        ('submitted', 'certified', 'checked', 'returned', 'approved', 'released', 'paid', 'rejected', 'withdrawn')),
    imported boolean not null default false,
    filed_at timestamptz not null default now(),
    rules_version text not null,
    programme_version integer not null,
    journal_batch bigint,
    journal_hash bytea,
    frozen jsonb not null constraint claims_frozen_object check (jsonb_typeof(frozen) = 'object'),
    filed_hash bytea not null constraint claims_filed_hash_length check (octet_length(filed_hash) = 32),
    content_hash bytea not null constraint claims_hash_length check (octet_length(content_hash) = 32),
    claimed_cents bigint not null constraint claims_claimed_positive check (claimed_cents >= 0),
    approved_cents bigint constraint claims_approved_positive check (approved_cents >= 0),
    approved_on date,
    revoked_cents bigint not null default 0 constraint claims_revoked_positive check (revoked_cents >= 0),
    paid_on date,
    version integer not null default 1,
    constraint claims_pkey primary key (association_id, id),
    constraint claims_id_key unique (id),
    constraint claims_code_key unique (association_id, code),
    constraint claims_number_key unique (association_id, award_id, number),
    constraint claims_award_fkey foreign key (association_id, award_id) references buddel.awards on delete restrict,
    constraint claims_journal_whole check ((journal_batch is null) = (journal_hash is null)),
    constraint claims_journal_fkey foreign key (association_id, journal_batch, journal_hash)
        references buddel.batches (association_id, number, hash) on delete restrict,
    constraint claims_approved_when_decided check ((approved_cents is not null) = (state in ('approved', 'released', 'paid'))),
    constraint claims_revoked_at_most_approved check (revoked_cents <= coalesce(approved_cents, 0)),
    constraint claims_paid_has_date check ((paid_on is not null) = (state = 'paid'))
);
create index claims_award_idx on buddel.claims (award_id);
create unique index claims_one_undecided on buddel.claims (association_id, award_id)
    where state in ('submitted', 'certified', 'checked', 'returned');
comment on table buddel.claims is 'Requests for payment: a frozen computation, its decision and its payment.';
comment on column buddel.claims.id is 'Key.';
comment on column buddel.claims.association_id is 'Tenant that filed; shared with the administering municipality.';
comment on column buddel.claims.award_id is 'The award.';
comment on column buddel.claims.code is 'Code, e.g. A-1/2.';
comment on column buddel.claims.number is 'Number within the award.';
comment on column buddel.claims.cutoff_on is 'Evidence up to and with this day.';
comment on column buddel.claims.state is 'Where it stands; claim_steps holds how it came there.';
comment on column buddel.claims.imported is 'History from a case folder, taken as it was decided; it has no steps.';
comment on column buddel.claims.filed_at is 'When it was filed: the order of coverage.';
comment on column buddel.claims.rules_version is 'Version of rules.md it was computed by.';
comment on column buddel.claims.programme_version is 'Version of the programme it was computed by.';
comment on column buddel.claims.journal_batch is 'Last batch of the journal it saw; null: the journal was empty.';
comment on column buddel.claims.journal_hash is 'Hash of that batch.';
comment on column buddel.claims.frozen is 'Inputs the decision needs beside the lines, so that the town never reads the books.';
comment on column buddel.claims.filed_hash is 'SHA-256 of what was filed: association, rules, programme and journal as they were, evidence, details, documents, and the result.';
comment on column buddel.claims.content_hash is 'The filed hash, and with cuts the SHA-256 of it and of them; every step carries it.';
comment on column buddel.claims.claimed_cents is 'Asked for, in cents.';
comment on column buddel.claims.approved_cents is 'Approved, in cents.';
comment on column buddel.claims.approved_on is 'Day of the approval.';
comment on column buddel.claims.revoked_cents is 'Taken back later, in cents.';
comment on column buddel.claims.paid_on is 'Day of payment.';
comment on column buddel.claims.version is 'Row version for optimistic locking.';

create table buddel.claim_lines (
    association_id bigint not null,
    claim_id bigint not null,
    position integer not null constraint claim_lines_position_positive check (position >= 1),
    kind text not null constraint claim_lines_kind_known check (kind in ('cost', 'labour', 'machine', 'gift', 'unit')),
    ref text not null,
    reasons text[] not null,
    amount_cents bigint,
    minutes bigint,
    length_cm bigint,
    cut_minutes bigint,
    detail jsonb not null default '{}' constraint claim_lines_detail_object check (jsonb_typeof(detail) = 'object'),
    constraint claim_lines_pkey primary key (association_id, claim_id, position),
    constraint claim_lines_ref_key unique (association_id, claim_id, kind, ref),
    constraint claim_lines_claim_fkey foreign key (association_id, claim_id) references buddel.claims on delete restrict
);
comment on table buddel.claim_lines is 'Evidence lines frozen at submission. Append-only.';
comment on column buddel.claim_lines.association_id is 'Tenant; shared.';
comment on column buddel.claim_lines.claim_id is 'The claim.';
comment on column buddel.claim_lines.position is 'Order, from 1.';
comment on column buddel.claim_lines.kind is 'Kind of line.';
comment on column buddel.claim_lines.ref is 'Voucher, member, connection or segment.';
comment on column buddel.claim_lines.reasons is 'All refusing reasons, in the order of rules.md 2.';
comment on column buddel.claim_lines.amount_cents is 'Accepted, in cents.';
comment on column buddel.claim_lines.minutes is 'Accepted minutes of work.';
comment on column buddel.claim_lines.length_cm is 'Accepted length of a unit.';
comment on column buddel.claim_lines.cut_minutes is 'Cut off by the daily cap.';
comment on column buddel.claim_lines.detail is 'What the clerk sees of the line: dates, category, parts, rate.';

create table buddel.claim_waterfall (
    association_id bigint not null,
    claim_id bigint not null,
    position smallint not null constraint claim_waterfall_position_positive check (position >= 1),
    step text not null,
    units bigint,
    limit_cents bigint,
    result_cents bigint not null,
    constraint claim_waterfall_pkey primary key (association_id, claim_id, position),
    constraint claim_waterfall_claim_fkey foreign key (association_id, claim_id) references buddel.claims on delete restrict
);
comment on table buddel.claim_waterfall is 'From the lines to the grant, step by step, frozen. Append-only.';
comment on column buddel.claim_waterfall.association_id is 'Tenant; shared.';
comment on column buddel.claim_waterfall.claim_id is 'The claim.';
comment on column buddel.claim_waterfall.position is 'Order, from 1.';
comment on column buddel.claim_waterfall.step is 'Step of rules.md 3.';
comment on column buddel.claim_waterfall.units is 'Units of a fixed amount.';
comment on column buddel.claim_waterfall.limit_cents is 'Its limit in cents.';
comment on column buddel.claim_waterfall.result_cents is 'What it left, in cents.';

create table buddel.claim_documents (
    association_id bigint not null,
    claim_id bigint not null,
    line_position integer not null,
    name text not null,
    document_id bigint not null,
    sha256 bytea not null,
    constraint claim_documents_pkey primary key (association_id, claim_id, line_position, name),
    constraint claim_documents_line_fkey foreign key (association_id, claim_id, line_position)
        references buddel.claim_lines on delete restrict,
    constraint claim_documents_document_fkey foreign key (association_id, document_id) references buddel.documents on delete restrict
);
comment on table buddel.claim_documents is 'Documents frozen with the claim; the town reads these and no others. Append-only.';
comment on column buddel.claim_documents.association_id is 'Tenant; shared.';
comment on column buddel.claim_documents.claim_id is 'The claim.';
comment on column buddel.claim_documents.line_position is 'The line it proves.';
comment on column buddel.claim_documents.name is 'Name.';
comment on column buddel.claim_documents.document_id is 'The content.';
comment on column buddel.claim_documents.sha256 is 'SHA-256 of the content.';

create table buddel.claim_steps (
    association_id bigint not null,
    claim_id bigint not null,
    position integer not null constraint claim_steps_position_positive check (position >= 1),
    step text not null constraint claim_steps_step_known check (step in
        ('file', 'certify', 'check', 'return', 'answer', 'approve', 'reject', 'release', 'pay', 'withdraw', 'revoke')),
    user_id bigint not null constraint claim_steps_user_fkey references buddel.users on delete restrict
        constraint claim_steps_by_login check (user_id <> 0),
    at timestamptz not null default now(),
    content_hash bytea not null,
    amount_cents bigint constraint claim_steps_amount_positive check (amount_cents >= 0),
    effective_on date not null default buddel.today(),
    note text not null default '' constraint claim_steps_note_length check (length(note) <= 4000),
    constraint claim_steps_reason_given check (step not in ('return', 'reject', 'revoke') or note <> ''),
    constraint claim_steps_amount_given check (step not in ('approve', 'revoke') or amount_cents is not null),
    constraint claim_steps_pkey primary key (association_id, claim_id, position),
    constraint claim_steps_claim_fkey foreign key (association_id, claim_id) references buddel.claims on delete restrict
);
create index claim_steps_user_idx on buddel.claim_steps (user_id);
comment on table buddel.claim_steps is 'Who did what with a claim. Append-only; distinct persons, ties and limits are checked here.';
comment on column buddel.claim_steps.association_id is 'Tenant; shared.';
comment on column buddel.claim_steps.claim_id is 'The claim.';
comment on column buddel.claim_steps.position is 'Order, from 1.';
comment on column buddel.claim_steps.step is 'What was done.';
comment on column buddel.claim_steps.user_id is 'Who; never the local owner.';
comment on column buddel.claim_steps.at is 'When.';
comment on column buddel.claim_steps.content_hash is 'Hash of the claim (with its cuts) as it was decided.';
comment on column buddel.claim_steps.amount_cents is 'Amount of an approval, release, payment or revocation; of a check what it found.';
comment on column buddel.claim_steps.effective_on is 'Day of the decision or payment as the books see it.';
comment on column buddel.claim_steps.note is 'Reason, question or answer.';

create table buddel.claim_step_voids (
    association_id bigint not null,
    claim_id bigint not null,
    position integer not null,
    voided_at timestamptz not null default now(),
    voided_by bigint not null constraint claim_step_voids_user_fkey references buddel.users on delete restrict,
    why text not null constraint claim_step_voids_why_known check (why in
        ('content_changed', 'returned', 'password_reset', 'revoked')),
    constraint claim_step_voids_pkey primary key (association_id, claim_id, position),
    constraint claim_step_voids_step_fkey foreign key (association_id, claim_id, position) references buddel.claim_steps on delete restrict
);
comment on table buddel.claim_step_voids is 'Steps that no longer count. Append-only.';
comment on column buddel.claim_step_voids.association_id is 'Tenant; shared.';
comment on column buddel.claim_step_voids.claim_id is 'The claim.';
comment on column buddel.claim_step_voids.position is 'The step.';
comment on column buddel.claim_step_voids.voided_at is 'When.';
comment on column buddel.claim_step_voids.voided_by is 'By whose act.';
comment on column buddel.claim_step_voids.why is 'Why.';

create table buddel.claim_cuts (
    association_id bigint not null,
    claim_id bigint not null,
    kind text not null constraint claim_cuts_kind_known check (kind in ('cost', 'labour', 'machine', 'gift', 'unit')),
    ref text not null,
    left_quantity bigint not null constraint claim_cuts_left_positive check (left_quantity >= 0),
    why text not null constraint claim_cuts_why_given check (why <> ''),
    lifted_on date,
    recorded_at timestamptz not null default now(),
    user_id bigint not null constraint claim_cuts_user_fkey references buddel.users on delete restrict,
    constraint claim_cuts_pkey primary key (association_id, claim_id, kind, ref),
    constraint claim_cuts_claim_fkey foreign key (association_id, claim_id) references buddel.claims on delete restrict,
    constraint claim_cuts_unit_to_zero check (kind <> 'unit' or left_quantity = 0)
);
comment on table buddel.claim_cuts is 'What the town cut of a line, each with its reason; it counts once the claim is approved.';
comment on column buddel.claim_cuts.association_id is 'Tenant; shared.';
comment on column buddel.claim_cuts.claim_id is 'The claim.';
comment on column buddel.claim_cuts.kind is 'Kind of line.';
comment on column buddel.claim_cuts.ref is 'Which line.';
comment on column buddel.claim_cuts.left_quantity is 'What is left: cents, minutes of work, 0 of a unit.';
comment on column buddel.claim_cuts.why is 'Reason, as the applicant reads it.';
comment on column buddel.claim_cuts.lifted_on is 'Day from which the cut no longer holds.';
comment on column buddel.claim_cuts.recorded_at is 'When it was recorded.';
comment on column buddel.claim_cuts.user_id is 'Who cut.';

create table buddel.coverage_parts (
    association_id bigint not null constraint coverage_parts_association_fkey references buddel.associations on delete restrict,
    kind text not null constraint coverage_parts_kind_known check (kind in ('cost', 'labour', 'machine', 'gift', 'unit')),
    ref text not null,
    part text not null,
    covered_bp integer not null,
    constraint coverage_parts_pkey primary key (association_id, kind, ref, part),
    constraint coverage_parts_not_exceeded check (covered_bp between 0 and 10000)
);
comment on table buddel.coverage_parts is 'How much of each part of an evidence line is covered by awards, never above 100.00 % (rules.md 4): a counter.';
comment on column buddel.coverage_parts.association_id is 'Tenant.';
comment on column buddel.coverage_parts.kind is 'Kind of evidence; unit: a unit of one programme.';
comment on column buddel.coverage_parts.ref is 'Voucher ref; programme code, colon, unit for a unit.';
comment on column buddel.coverage_parts.part is 'Municipality key, outside, or whole for a unit.';
comment on column buddel.coverage_parts.covered_bp is 'Sum over all awards in basis points.';

create table buddel.award_coverage (
    association_id bigint not null,
    award_id bigint not null,
    kind text not null,
    ref text not null,
    part text not null,
    bp integer not null constraint award_coverage_range check (bp between 1 and 10000),
    constraint award_coverage_pkey primary key (association_id, award_id, kind, ref, part),
    constraint award_coverage_award_fkey foreign key (association_id, award_id) references buddel.awards on delete restrict,
    constraint award_coverage_part_fkey foreign key (association_id, kind, ref, part)
        references buddel.coverage_parts on delete restrict
);
comment on table buddel.award_coverage is 'What each award covers now: that of its last approved claim and, while one is undecided, also that of the submitted one.';
comment on column buddel.award_coverage.association_id is 'Tenant.';
comment on column buddel.award_coverage.award_id is 'The award.';
comment on column buddel.award_coverage.kind is 'Kind of evidence.';
comment on column buddel.award_coverage.ref is 'Which line or unit.';
comment on column buddel.award_coverage.part is 'Which part.';
comment on column buddel.award_coverage.bp is 'Share in basis points.';

create table buddel.claim_coverage (
    association_id bigint not null,
    claim_id bigint not null,
    kind text not null,
    ref text not null,
    part text not null,
    bp integer not null constraint claim_coverage_range check (bp between 1 and 10000),
    constraint claim_coverage_pkey primary key (association_id, claim_id, kind, ref, part),
    constraint claim_coverage_claim_fkey foreign key (association_id, claim_id) references buddel.claims on delete restrict
);
comment on table buddel.claim_coverage is 'What a claim covers by its frozen lines; an award''s coverage is derived from it. Append-only.';
comment on column buddel.claim_coverage.association_id is 'Tenant; shared.';
comment on column buddel.claim_coverage.claim_id is 'The claim.';
comment on column buddel.claim_coverage.kind is 'Kind of evidence.';
comment on column buddel.claim_coverage.ref is 'Which line or unit.';
comment on column buddel.claim_coverage.part is 'Which part.';
comment on column buddel.claim_coverage.bp is 'Share in basis points.';

create table buddel.grant_vouchers (
    association_id bigint not null,
    voucher_id bigint not null,
    voucher_kind text generated always as ('grant') stored,
    claim_id bigint not null,
    amount_cents bigint not null constraint grant_vouchers_amount_positive check (amount_cents > 0),
    constraint grant_vouchers_pkey primary key (association_id, voucher_id),
    constraint grant_vouchers_claim_key unique (association_id, claim_id),
    constraint grant_vouchers_voucher_fkey foreign key (association_id, voucher_id, voucher_kind)
        references buddel.vouchers (association_id, id, kind) on delete restrict,
    constraint grant_vouchers_claim_fkey foreign key (association_id, claim_id) references buddel.claims on delete restrict
);
comment on table buddel.grant_vouchers is 'Approved claims in the association''s books: due when approved, received when paid.';
comment on column buddel.grant_vouchers.association_id is 'Tenant.';
comment on column buddel.grant_vouchers.voucher_id is 'The voucher.';
comment on column buddel.grant_vouchers.voucher_kind is 'Always grant.';
comment on column buddel.grant_vouchers.claim_id is 'The claim.';
comment on column buddel.grant_vouchers.amount_cents is 'Approved amount in cents.';

do $$
declare frozen text;
begin
    foreach frozen in array array['claim_lines', 'claim_waterfall', 'claim_documents', 'claim_steps', 'claim_step_voids', 'claim_coverage', 'grant_vouchers'] loop
        execute format('create trigger %I before update or delete on buddel.%I for each row execute function buddel.refuse_change()',
            frozen || '_append_only', frozen);
    end loop;
end $$;

-- Purpose: vouchers of every kind, their documents and decisions, gapless numbers.
-- Areas: Ledger. Locks: a voucher number takes its counter's row until the end of the transaction.

create table buddel.documents (
    id bigint generated always as identity,
    association_id bigint not null constraint documents_association_fkey references buddel.associations on delete restrict,
    sha256 bytea not null constraint documents_hash_length check (octet_length(sha256) = 32),
    media_type text not null constraint documents_type_known check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
    content bytea not null constraint documents_size check (octet_length(content) between 1 and 20971520),
    added_at timestamptz not null default now(),
    added_by bigint not null constraint documents_added_by_fkey references buddel.users on delete restrict,
    constraint documents_pkey primary key (association_id, id),
    constraint documents_content_key unique (association_id, sha256),
    constraint documents_hash_of_content check (sha256 = sha256(content))
);
alter table buddel.documents alter column content set storage external;
comment on table buddel.documents is 'Content of documents, once per association and content.';
comment on column buddel.documents.id is 'Key within the association.';
comment on column buddel.documents.association_id is 'Tenant.';
comment on column buddel.documents.sha256 is 'SHA-256 of the content.';
comment on column buddel.documents.media_type is 'Type, found in the content, not in the name.';
comment on column buddel.documents.content is 'The bytes, at most 20 MB.';
comment on column buddel.documents.added_at is 'When it was added.';
comment on column buddel.documents.added_by is 'Who added it.';

create table buddel.voucher_counters (
    association_id bigint not null constraint voucher_counters_association_fkey references buddel.associations on delete restrict,
    booking_year integer not null constraint voucher_counters_year_range check (booking_year between 1900 and 2999),
    last_number integer not null constraint voucher_counters_last_number_positive check (last_number >= 0),
    constraint voucher_counters_pkey primary key (association_id, booking_year)
);
comment on table buddel.voucher_counters is 'Last voucher number per association and booking year; its row is the lock.';
comment on column buddel.voucher_counters.association_id is 'Tenant.';
comment on column buddel.voucher_counters.booking_year is 'Booking year: the calendar year in which it begins.';
comment on column buddel.voucher_counters.last_number is 'Highest number given.';

create table buddel.vouchers (
    id bigint generated always as identity,
    association_id bigint not null constraint vouchers_association_fkey references buddel.associations on delete restrict,
    kind text not null constraint vouchers_kind_known check (kind in ('work', 'cost', 'gift', 'payment', 'grant')),
    ref text not null constraint vouchers_ref_form check (ref ~ '^[[:graph:]]{1,60}$'),
    booking_year integer not null,
    number integer not null constraint vouchers_number_positive check (number >= 1),
    previous_number integer generated always as (nullif(number - 1, 0)) stored,
    dated_on date not null constraint vouchers_dated_on_range check (dated_on between date '2000-01-01' and date '2999-12-31'),
    recorded_at timestamptz not null default now(),
    recorded_by bigint not null constraint vouchers_recorded_by_fkey references buddel.users on delete restrict,
    content_hash bytea not null constraint vouchers_hash_length check (octet_length(content_hash) = 32),
    salt bytea constraint vouchers_salt_length check (octet_length(salt) = 16),
    version integer not null default 1,
    constraint vouchers_pkey primary key (association_id, id),
    constraint vouchers_kind_key unique (association_id, id, kind),
    -- The kind comes last: led by (association_id, kind), this index tempts the planner of the foreign keys' checks, which
    -- know association, id and kind, into reading a whole kind for each row while no statistics know that kind yet.
    constraint vouchers_ref_key unique (association_id, ref, kind),
    constraint vouchers_number_key unique (association_id, booking_year, number),
    constraint vouchers_number_without_gap foreign key (association_id, booking_year, previous_number)
        references buddel.vouchers (association_id, booking_year, number) on delete restrict
);
comment on table buddel.vouchers is 'Source documents: what someone gave, owes or received.';
comment on column buddel.vouchers.id is 'Key within the association.';
comment on column buddel.vouchers.association_id is 'Tenant.';
comment on column buddel.vouchers.kind is 'Which table holds the rest.';
comment on column buddel.vouchers.ref is 'Natural key within the kind, e.g. W-7.';
comment on column buddel.vouchers.booking_year is 'Booking year of the number.';
comment on column buddel.vouchers.number is 'Gapless number in the booking year, given when recorded; a refused voucher keeps it.';
comment on column buddel.vouchers.previous_number is 'The number that must exist before; null for the first.';
comment on column buddel.vouchers.dated_on is 'Date of the voucher: of the work, the invoice, the gift, the payment.';
comment on column buddel.vouchers.recorded_at is 'When it was recorded.';
comment on column buddel.vouchers.recorded_by is 'Who recorded it.';
comment on column buddel.vouchers.content_hash is 'SHA-256 of salt and canonical content; decisions and the journal carry it.';
comment on column buddel.vouchers.salt is 'Random; without it a content can''t be guessed from its hash. Emptied when persons are erased.';
comment on column buddel.vouchers.version is 'Row version for optimistic locking.';

create table buddel.voucher_documents (
    association_id bigint not null,
    voucher_id bigint not null,
    name text not null constraint voucher_documents_name_form check (name <> '' and name !~ '(^/|\.\.|[[:cntrl:]])'),
    document_id bigint,
    announced boolean not null default false,
    constraint voucher_documents_pkey primary key (association_id, voucher_id, name),
    constraint voucher_documents_voucher_fkey foreign key (association_id, voucher_id) references buddel.vouchers on delete restrict,
    constraint voucher_documents_document_fkey foreign key (association_id, document_id) references buddel.documents on delete restrict
);
comment on table buddel.voucher_documents is 'Documents named by vouchers; without a document_id a name is announced, not attached.';
comment on column buddel.voucher_documents.association_id is 'Tenant.';
comment on column buddel.voucher_documents.voucher_id is 'The voucher.';
comment on column buddel.voucher_documents.name is 'Name relative to the folder documents/.';
comment on column buddel.voucher_documents.document_id is 'The content; null: not here yet.';
comment on column buddel.voucher_documents.announced is 'Named when the voucher was recorded: part of its content hash.';
create unique index voucher_documents_announced_once on buddel.voucher_documents (association_id, voucher_id) where announced;

create table buddel.work_vouchers (
    association_id bigint not null,
    voucher_id bigint not null,
    voucher_kind text generated always as ('work') stored,
    kind text not null constraint work_vouchers_kind_known check (kind in ('labour', 'machine')),
    task text not null constraint work_vouchers_task_fkey references buddel.tasks on delete restrict,
    minutes bigint not null constraint work_vouchers_minutes_range check (minutes between 1 and 1440),
    member_id bigint,
    helper_id bigint,
    segment_id bigint,
    machine_class text constraint work_vouchers_class_fkey references buddel.machine_classes on delete restrict,
    constraint work_vouchers_pkey primary key (association_id, voucher_id),
    constraint work_vouchers_voucher_fkey foreign key (association_id, voucher_id, voucher_kind)
        references buddel.vouchers (association_id, id, kind) on delete restrict,
    constraint work_vouchers_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint work_vouchers_helper_fkey foreign key (association_id, helper_id) references buddel.helpers on delete restrict,
    constraint work_vouchers_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict,
    constraint work_vouchers_by_someone check (num_nonnulls(member_id, helper_id) >= 1),
    constraint work_vouchers_machine_has_class check ((kind = 'machine') = (machine_class is not null))
);
create index work_vouchers_member_idx on buddel.work_vouchers (association_id, member_id);
comment on table buddel.work_vouchers is 'Hours of people and machines: a line of a time sheet.';
comment on column buddel.work_vouchers.association_id is 'Tenant.';
comment on column buddel.work_vouchers.voucher_id is 'The voucher.';
comment on column buddel.work_vouchers.voucher_kind is 'Always work.';
comment on column buddel.work_vouchers.kind is 'Labour or machine time.';
comment on column buddel.work_vouchers.task is 'What was done.';
comment on column buddel.work_vouchers.minutes is 'Minutes, at most a day.';
comment on column buddel.work_vouchers.member_id is 'To whom it is credited; null: a gift to all.';
comment on column buddel.work_vouchers.helper_id is 'The worker where it is not the member.';
comment on column buddel.work_vouchers.segment_id is 'Where; null: the seat.';
comment on column buddel.work_vouchers.machine_class is 'Class of the machine.';

create table buddel.cost_vouchers (
    association_id bigint not null,
    voucher_id bigint not null,
    voucher_kind text generated always as ('cost') stored,
    supplier text not null constraint cost_vouchers_supplier_given check (supplier <> ''),
    invoice_number text not null constraint cost_vouchers_number_given check (invoice_number <> ''),
    ordered_on date,
    category text not null constraint cost_vouchers_category_fkey references buddel.cost_categories on delete restrict,
    net_cents bigint not null,
    vat_rate_bp integer not null constraint cost_vouchers_vat_range check (vat_rate_bp between 0 and 10000),
    tax_cents bigint not null,
    gross_cents bigint not null constraint cost_vouchers_gross_positive check (gross_cents > 0)
        -- 100 million euro, as for every voucher: sums of 900 million vouchers fit into a bigint.
        constraint cost_vouchers_gross_bounded check (gross_cents <= 10000000000),
    allocation_count smallint constraint cost_vouchers_allocation_count_positive check (allocation_count >= 1),
    allocation_total_bp integer generated always as (case when allocation_count is null then null else 10000 end) stored,
    attempt smallint not null default 0,
    constraint cost_vouchers_pkey primary key (association_id, voucher_id),
    constraint cost_vouchers_gross_key unique (association_id, voucher_id, gross_cents),
    constraint cost_vouchers_voucher_fkey foreign key (association_id, voucher_id, voucher_kind)
        references buddel.vouchers (association_id, id, kind) on delete restrict,
    constraint cost_vouchers_net_range check (net_cents between 0 and 10000000000),
    constraint cost_vouchers_net_plus_tax check (net_cents + tax_cents = gross_cents)
);
create unique index cost_vouchers_invoice_key on buddel.cost_vouchers (association_id, lower(supplier), invoice_number, attempt);
comment on table buddel.cost_vouchers is 'Invoices.';
comment on column buddel.cost_vouchers.association_id is 'Tenant.';
comment on column buddel.cost_vouchers.voucher_id is 'The voucher; its date is the invoice date.';
comment on column buddel.cost_vouchers.voucher_kind is 'Always cost.';
comment on column buddel.cost_vouchers.supplier is 'Who sent it.';
comment on column buddel.cost_vouchers.invoice_number is 'The supplier''s number.';
comment on column buddel.cost_vouchers.ordered_on is 'Day of the order: it decides the start ban (rules.md 2).';
comment on column buddel.cost_vouchers.category is 'Kind of cost.';
comment on column buddel.cost_vouchers.net_cents is 'Net in cents.';
comment on column buddel.cost_vouchers.vat_rate_bp is 'VAT rate in basis points.';
comment on column buddel.cost_vouchers.tax_cents is 'VAT in cents.';
comment on column buddel.cost_vouchers.gross_cents is 'Gross in cents.';
comment on column buddel.cost_vouchers.allocation_count is 'How many segments share it; null: none.';
comment on column buddel.cost_vouchers.allocation_total_bp is 'What the shares must add up to.';
comment on column buddel.cost_vouchers.attempt is
    'How often the same invoice was recorded and reversed before; set by a trigger, so that one stands at a time.';

create table buddel.cost_allocations (
    association_id bigint not null,
    voucher_id bigint not null,
    position smallint not null constraint cost_allocations_position_positive check (position >= 1),
    previous_position smallint generated always as (nullif(position - 1, 0)) stored,
    segment_id bigint not null,
    share_bp integer not null constraint cost_allocations_share_range check (share_bp between 1 and 10000),
    before_bp integer not null,
    through_bp integer generated always as (before_bp + share_bp) stored
        constraint cost_allocations_through_range check (through_bp <= 10000),
    constraint cost_allocations_pkey primary key (association_id, voucher_id, position),
    constraint cost_allocations_through_key unique (association_id, voucher_id, position, through_bp),
    constraint cost_allocations_segment_once unique (association_id, voucher_id, segment_id),
    constraint cost_allocations_voucher_fkey foreign key (association_id, voucher_id)
        references buddel.cost_vouchers on delete restrict deferrable initially deferred,
    constraint cost_allocations_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict,
    constraint cost_allocations_chain_fkey foreign key (association_id, voucher_id, previous_position, before_bp)
        references buddel.cost_allocations (association_id, voucher_id, position, through_bp) on delete restrict,
    constraint cost_allocations_starts_at_zero check (position > 1 or before_bp = 0)
);
alter table buddel.cost_vouchers add constraint cost_vouchers_allocations_add_up
    foreign key (association_id, voucher_id, allocation_count, allocation_total_bp)
    references buddel.cost_allocations (association_id, voucher_id, position, through_bp)
    on delete restrict deferrable initially deferred;
comment on table buddel.cost_allocations is 'Which segments share an invoice; a running sum makes the shares add up to 100.00 %.';
comment on column buddel.cost_allocations.association_id is 'Tenant.';
comment on column buddel.cost_allocations.voucher_id is 'The invoice.';
comment on column buddel.cost_allocations.position is 'Order, from 1.';
comment on column buddel.cost_allocations.previous_position is 'The share before; null for the first.';
comment on column buddel.cost_allocations.segment_id is 'The segment.';
comment on column buddel.cost_allocations.share_bp is 'Share in basis points.';
comment on column buddel.cost_allocations.before_bp is 'Sum of the shares before.';
comment on column buddel.cost_allocations.through_bp is 'Sum up to and with this share.';

create table buddel.cost_payments (
    association_id bigint not null,
    voucher_id bigint not null,
    paid_on date not null,
    paid_cents bigint not null constraint cost_payments_not_negative check (paid_cents >= 0),
    discount_cents bigint not null default 0 constraint cost_payments_at_most_gross check (discount_cents >= 0),
    closed_cents bigint generated always as (paid_cents + discount_cents) stored,
    recorded_at timestamptz not null default now(),
    user_id bigint not null constraint cost_payments_user_fkey references buddel.users on delete restrict,
    constraint cost_payments_pkey primary key (association_id, voucher_id),
    constraint cost_payments_closes_gross foreign key (association_id, voucher_id, closed_cents)
        references buddel.cost_vouchers (association_id, voucher_id, gross_cents) on delete restrict
);
comment on table buddel.cost_payments is 'The payment that closes an invoice: what was really paid, and the discount taken.';
comment on column buddel.cost_payments.association_id is 'Tenant.';
comment on column buddel.cost_payments.voucher_id is 'The invoice.';
comment on column buddel.cost_payments.paid_on is 'Day of payment.';
comment on column buddel.cost_payments.paid_cents is 'Cents really paid.';
comment on column buddel.cost_payments.discount_cents is 'Cents not paid because of a discount; never negative.';
comment on column buddel.cost_payments.closed_cents is 'What paid and discount close together: the gross amount.';
comment on column buddel.cost_payments.recorded_at is 'When it was recorded.';
comment on column buddel.cost_payments.user_id is 'Who recorded it.';

create table buddel.gift_vouchers (
    association_id bigint not null,
    voucher_id bigint not null,
    voucher_kind text generated always as ('gift') stored,
    member_id bigint not null,
    what text not null,
    value_cents bigint not null constraint gift_vouchers_value_positive check (value_cents > 0)
        constraint gift_vouchers_value_bounded check (value_cents <= 10000000000),
    category text,
    segment_id bigint,
    constraint gift_vouchers_pkey primary key (association_id, voucher_id),
    constraint gift_vouchers_voucher_fkey foreign key (association_id, voucher_id, voucher_kind)
        references buddel.vouchers (association_id, id, kind) on delete restrict,
    constraint gift_vouchers_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint gift_vouchers_category_fkey foreign key (category) references buddel.cost_categories on delete restrict,
    constraint gift_vouchers_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict
);
comment on table buddel.gift_vouchers is 'Gifts in kind.';
comment on column buddel.gift_vouchers.association_id is 'Tenant.';
comment on column buddel.gift_vouchers.voucher_id is 'The voucher.';
comment on column buddel.gift_vouchers.voucher_kind is 'Always gift.';
comment on column buddel.gift_vouchers.member_id is 'Who gave it.';
comment on column buddel.gift_vouchers.what is 'What was given.';
comment on column buddel.gift_vouchers.value_cents is 'Documented value in cents.';
comment on column buddel.gift_vouchers.category is 'Kind of cost it spares.';
comment on column buddel.gift_vouchers.segment_id is 'Where it was used; null: the seat.';

create table buddel.payment_vouchers (
    association_id bigint not null,
    voucher_id bigint not null,
    voucher_kind text generated always as ('payment') stored,
    member_id bigint,
    amount_cents bigint not null constraint payment_vouchers_not_zero check (amount_cents <> 0)
        constraint payment_vouchers_amount_bounded check (amount_cents between -10000000000 and 10000000000),
    purpose text not null constraint payment_vouchers_purpose_known
        check (purpose in ('levy', 'donation', 'other_income', 'refund')),
    constraint payment_vouchers_pkey primary key (association_id, voucher_id),
    constraint payment_vouchers_voucher_fkey foreign key (association_id, voucher_id, voucher_kind)
        references buddel.vouchers (association_id, id, kind) on delete restrict,
    constraint payment_vouchers_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict
);
create index payment_vouchers_member_idx on buddel.payment_vouchers (association_id, member_id);
comment on table buddel.payment_vouchers is 'Money from and to members and others.';
comment on column buddel.payment_vouchers.association_id is 'Tenant.';
comment on column buddel.payment_vouchers.voucher_id is 'The voucher.';
comment on column buddel.payment_vouchers.voucher_kind is 'Always payment.';
comment on column buddel.payment_vouchers.member_id is 'The member; null: an outsider.';
comment on column buddel.payment_vouchers.amount_cents is 'Cents received; negative: paid back.';
comment on column buddel.payment_vouchers.purpose is 'What for.';

create table buddel.voucher_decisions (
    association_id bigint not null,
    voucher_id bigint not null,
    decision text not null constraint voucher_decisions_decision_known check (decision in ('confirmed', 'refused', 'withdrawn')),
    decided_on date not null,
    member_id bigint,
    channel text not null constraint voucher_decisions_channel_known check (channel in ('login', 'paper', 'import')),
    user_id bigint not null constraint voucher_decisions_user_fkey references buddel.users on delete restrict,
    content_hash bytea not null,
    decided_at timestamptz not null default now(),
    constraint voucher_decisions_pkey primary key (association_id, voucher_id),
    constraint voucher_decisions_voucher_fkey foreign key (association_id, voucher_id) references buddel.vouchers on delete restrict,
    constraint voucher_decisions_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint voucher_decisions_confirmed_by_member check (decision <> 'confirmed' or member_id is not null),
    constraint voucher_decisions_by_login check (channel = 'import' or user_id <> 0 or decision = 'withdrawn')
);
comment on table buddel.voucher_decisions is 'Confirmed or refused, by a second person; the first decision freezes the voucher. Append-only.';
comment on column buddel.voucher_decisions.association_id is 'Tenant.';
comment on column buddel.voucher_decisions.voucher_id is 'The voucher.';
comment on column buddel.voucher_decisions.decision is
    'What was decided; withdrawn: taken back by who keeps the books before anybody decided, so no second person is needed.';
comment on column buddel.voucher_decisions.decided_on is 'Date of the decision: of the signature where it is on paper.';
comment on column buddel.voucher_decisions.member_id is 'The member who confirmed or refused.';
comment on column buddel.voucher_decisions.channel is 'By login, from a signed paper, or with an import.';
comment on column buddel.voucher_decisions.user_id is 'Who recorded the decision.';
comment on column buddel.voucher_decisions.content_hash is 'Hash of the voucher as it was decided.';
comment on column buddel.voucher_decisions.decided_at is 'When it was recorded.';
create trigger voucher_decisions_append_only before update or delete on buddel.voucher_decisions
    for each row execute function buddel.refuse_change();

create function buddel.check_decisions() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    today constant date := today();
begin
    -- A correction under way holds the voucher's row: whoever comes second sees what the first has done. What an import
    -- brings is its own, and what it decides of others' it has locked before.
    perform from vouchers v join decided d on d.association_id = v.association_id and d.voucher_id = v.id
    where d.channel <> 'import' order by v.id for no key update of v;
    -- One set-based look for all new rows: an import decides 100,000 vouchers in one statement.
    if exists (
        select from decided d
        join work_vouchers w using (association_id, voucher_id)
        left join helpers h on h.association_id = w.association_id and h.id = w.helper_id
        where d.decision = 'confirmed' and d.member_id in (w.member_id, h.member_id)
    ) or exists (
        select from decided d join gift_vouchers g using (association_id, voucher_id)
        where d.decision = 'confirmed' and d.member_id = g.member_id
    ) then
        raise exception 'nobody confirms his own or his household''s work or gift'
            using errcode = '23514', constraint = 'voucher_decisions_second_person', table = 'voucher_decisions', schema = 'buddel';
    end if;
    if exists (
        select from decided d join vouchers v on v.association_id = d.association_id and v.id = d.voucher_id
        where v.content_hash <> d.content_hash
    ) then
        raise exception 'the voucher was changed after it was shown'
            using errcode = '23514', constraint = 'voucher_decisions_same_content', table = 'voucher_decisions', schema = 'buddel';
    end if;
    if exists (
        select from decided d join vouchers v on v.association_id = d.association_id and v.id = d.voucher_id
        where v.kind not in ('work', 'gift')
    ) then
        raise exception 'only work and gifts are confirmed or refused'
            using errcode = '23514', constraint = 'voucher_decisions_work_or_gift', table = 'voucher_decisions', schema = 'buddel';
    end if;
    -- What comes with an import is history; taking back what nobody decided on is no decision about it.
    if exists (
        select from decided d join vouchers v on v.association_id = d.association_id and v.id = d.voucher_id
        where d.channel <> 'import' and d.decision <> 'withdrawn' and d.decided_on < v.dated_on
    ) then
        raise exception 'nobody decides on what has not happened yet'
            using errcode = '23514', constraint = 'voucher_decisions_not_before', table = 'voucher_decisions', schema = 'buddel';
    end if;
    if exists (select from decided d where d.decided_on > today
        or d.channel = 'login' and d.decision <> 'withdrawn' and d.decided_on <> today) then
        raise exception 'who has logged in decides today, and no paper was signed tomorrow'
            using errcode = '23514', constraint = 'voucher_decisions_day', table = 'voucher_decisions', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_decisions() is
    'A second person decides on what he was shown (DESIGN.md 3.5): by login today, on paper between its date and today.';
create trigger voucher_decisions_second_person after insert on buddel.voucher_decisions
    referencing new table as decided for each statement execute function buddel.check_decisions();

-- Purpose: accounts, entries, transfers, batches with their hash chain, and the one function that writes them.
-- Areas: Ledger. Locks: append_batch takes the association's row in buddel.ledgers, last in the lock order
-- (idempotency key, award, programme, coverage parts by key, voucher counter, ledger).

create table buddel.ledgers (
    association_id bigint constraint ledgers_pkey primary key
        constraint ledgers_association_fkey references buddel.associations on delete restrict,
    last_entry bigint not null default 0 constraint ledgers_last_entry_positive check (last_entry >= 0),
    last_batch bigint not null default 0 constraint ledgers_last_batch_positive check (last_batch >= 0),
    last_hash bytea not null constraint ledgers_hash_length check (octet_length(last_hash) = 32),
    closed_through date
);
comment on table buddel.ledgers is 'One row per journal: its head, and the lock of every write.';
comment on column buddel.ledgers.association_id is 'Tenant.';
comment on column buddel.ledgers.last_entry is 'Number of the last entry.';
comment on column buddel.ledgers.last_batch is 'Number of the last batch.';
comment on column buddel.ledgers.last_hash is 'Hash of the last batch; of the association''s code before the first.';
comment on column buddel.ledgers.closed_through is 'Last day of the closed period; nothing is booked on or before it.';

create table buddel.accounts (
    association_id bigint not null constraint accounts_association_fkey references buddel.associations on delete restrict,
    code text not null constraint accounts_code_form check (code ~ '^[a-z0-9][a-z0-9:_]{0,62}$'),
    number text not null,
    unit text not null constraint accounts_unit_fkey references buddel.ledger_units on delete restrict,
    kind text not null constraint accounts_kind_known check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
    name_en text not null,
    name_de text not null,
    constraint accounts_pkey primary key (association_id, code),
    constraint accounts_unit_key unique (association_id, code, unit)
);
comment on table buddel.accounts is 'Chart of accounts; an account counts one unit.';
comment on column buddel.accounts.association_id is 'Tenant.';
comment on column buddel.accounts.code is 'Word in files and commands.';
comment on column buddel.accounts.number is 'Number in the chart.';
comment on column buddel.accounts.unit is 'The one unit it counts.';
comment on column buddel.accounts.kind is 'Which side of the books.';
comment on column buddel.accounts.name_en is 'English name.';
comment on column buddel.accounts.name_de is 'German name.';

create table buddel.batches (
    association_id bigint not null constraint batches_association_fkey references buddel.ledgers on delete restrict,
    number bigint not null constraint batches_number_positive check (number >= 1),
    previous_number bigint generated always as (nullif(number - 1, 0)) stored,
    first_entry bigint not null,
    last_entry bigint not null,
    previous_hash bytea not null,
    hash bytea not null constraint batches_hash_length check (octet_length(hash) = 32),
    closed_at timestamptz not null default now(),
    user_id bigint not null constraint batches_user_fkey references buddel.users on delete restrict,
    constraint batches_pkey primary key (association_id, number),
    constraint batches_hash_key unique (association_id, number, hash),
    constraint batches_has_entries check (last_entry >= first_entry),
    constraint batches_chain_fkey foreign key (association_id, previous_number, previous_hash)
        references buddel.batches (association_id, number, hash) on delete restrict
);
comment on table buddel.batches is 'What was written at once, closed with one link of the hash chain.';
comment on column buddel.batches.association_id is 'Tenant.';
comment on column buddel.batches.number is 'Number, gapless.';
comment on column buddel.batches.previous_number is 'The batch before; null for the first.';
comment on column buddel.batches.first_entry is 'First entry.';
comment on column buddel.batches.last_entry is 'Last entry.';
comment on column buddel.batches.previous_hash is 'Hash of the batch before.';
comment on column buddel.batches.hash is 'SHA-256 of previous hash, numbers and the digests of the entries.';
comment on column buddel.batches.closed_at is 'When it was written.';
comment on column buddel.batches.user_id is 'Who wrote it.';

create table buddel.entries (
    association_id bigint not null,
    number bigint not null constraint entries_number_positive check (number >= 1),
    batch_number bigint not null,
    voucher_id bigint not null,
    reason text not null constraint entries_reason_known check (reason in
        ('recorded', 'paid', 'granted', 'grant_paid', 'grant_revoked', 'reversal')),
    effective_on date not null,
    booked_on date not null,
    reverses_number bigint,
    is_reversal boolean generated always as (reverses_number is not null) stored,
    reverses_original boolean generated always as (case when reverses_number is null then null else false end) stored,
    digest bytea not null constraint entries_digest_length check (octet_length(digest) = 32),
    constraint entries_pkey primary key (association_id, number),
    constraint entries_reversal_key unique (association_id, number, is_reversal, voucher_id),
    constraint entries_reversed_once unique (association_id, reverses_number),
    constraint entries_batch_fkey foreign key (association_id, batch_number) references buddel.batches on delete restrict,
    constraint entries_voucher_fkey foreign key (association_id, voucher_id) references buddel.vouchers on delete restrict,
    constraint entries_reverses_an_original foreign key (association_id, reverses_number, reverses_original, voucher_id)
        references buddel.entries (association_id, number, is_reversal, voucher_id) on delete restrict,
    constraint entries_reversal_has_reason check ((reason = 'reversal') = (reverses_number is not null)),
    constraint entries_booked_not_before check (booked_on >= effective_on)
);
create index entries_voucher_idx on buddel.entries (association_id, voucher_id);
-- A voucher takes effect once, is paid once; what is reversed is recorded anew as another voucher.
create unique index entries_once_per_reason on buddel.entries (association_id, voucher_id, reason)
    where reason in ('recorded', 'paid', 'granted', 'grant_paid');
comment on table buddel.entries is 'Journal: a voucher takes effect. Append-only; written by append_batch alone.';
comment on column buddel.entries.association_id is 'Tenant.';
comment on column buddel.entries.number is 'Number, gapless.';
comment on column buddel.entries.batch_number is 'The batch it was written in.';
comment on column buddel.entries.voucher_id is 'Where it comes from.';
comment on column buddel.entries.reason is 'Why it was booked.';
comment on column buddel.entries.effective_on is 'Day on which it takes effect.';
comment on column buddel.entries.booked_on is 'Day it is booked on: the effective day, or the first open one.';
comment on column buddel.entries.reverses_number is 'The entry it reverses; at most one reversal each, and none of a reversal.';
comment on column buddel.entries.is_reversal is 'Whether it is a reversal.';
comment on column buddel.entries.reverses_original is 'False on a reversal: what it refers to must be none.';
comment on column buddel.entries.digest is 'SHA-256 of the entry and its transfers.';

create table buddel.transfers (
    association_id bigint not null,
    entry_number bigint not null,
    position smallint not null constraint transfers_position_positive check (position >= 1),
    debit_account text not null,
    credit_account text not null,
    unit text not null,
    quantity bigint not null constraint transfers_quantity_positive check (quantity > 0),
    member_id bigint,
    segment_id bigint,
    award_id bigint,
    constraint transfers_pkey primary key (association_id, entry_number, position),
    constraint transfers_entry_fkey foreign key (association_id, entry_number) references buddel.entries on delete restrict,
    constraint transfers_debit_fkey foreign key (association_id, debit_account, unit)
        references buddel.accounts (association_id, code, unit) on delete restrict,
    constraint transfers_credit_fkey foreign key (association_id, credit_account, unit)
        references buddel.accounts (association_id, code, unit) on delete restrict,
    constraint transfers_member_fkey foreign key (association_id, member_id) references buddel.members on delete restrict,
    constraint transfers_segment_fkey foreign key (association_id, segment_id) references buddel.segments on delete restrict,
    constraint transfers_two_accounts check (debit_account <> credit_account)
);
comment on table buddel.transfers is 'From one account to another, in one unit: it balances by construction. Append-only.';
comment on column buddel.transfers.association_id is 'Tenant.';
comment on column buddel.transfers.entry_number is 'The entry.';
comment on column buddel.transfers.position is 'Order within the entry, from 1.';
comment on column buddel.transfers.debit_account is 'Account debited.';
comment on column buddel.transfers.credit_account is 'Account credited.';
comment on column buddel.transfers.unit is 'The unit of both accounts.';
comment on column buddel.transfers.quantity is 'How much, in the smallest part of the unit; always positive.';
comment on column buddel.transfers.member_id is 'For which member.';
comment on column buddel.transfers.segment_id is 'On which segment.';
comment on column buddel.transfers.award_id is 'Under which award.';

create trigger batches_append_only before update or delete on buddel.batches for each row execute function buddel.refuse_change();
create trigger entries_append_only before update or delete on buddel.entries for each row execute function buddel.refuse_change();
create trigger transfers_append_only before update or delete on buddel.transfers for each row execute function buddel.refuse_change();
create trigger batches_no_truncate before truncate on buddel.batches for each statement execute function buddel.refuse_change();
create trigger entries_no_truncate before truncate on buddel.entries for each statement execute function buddel.refuse_change();
create trigger transfers_no_truncate before truncate on buddel.transfers for each statement execute function buddel.refuse_change();

create view buddel.postings with (security_invoker = true) as
select association_id, entry_number, position, debit_account as account, unit, quantity, member_id, segment_id, award_id
from buddel.transfers
union all
select association_id, entry_number, position, credit_account, unit, -quantity, member_id, segment_id, award_id
from buddel.transfers;
comment on view buddel.postings is 'Both sides of each transfer: debit positive, credit negative.';

create function buddel.transfer_text(
    place bigint, debit text, credit text, unit text, quantity bigint, member_id bigint, segment_id bigint, award_id bigint
) returns text language sql immutable parallel safe
    return concat_ws('|', place, debit, credit, unit, quantity, coalesce(member_id::text, '-'),
        coalesce(segment_id::text, '-'), coalesce(award_id::text, '-'));
comment on function buddel.transfer_text is 'The line of a transfer that goes into its entry''s digest (docs/internals/ledger.md).';

create function buddel.entry_digest(
    association_id bigint, number bigint, voucher_id bigint, content_hash bytea, reason text,
    effective_on date, booked_on date, reverses_number bigint, transfer_lines text
) returns bytea language sql immutable parallel safe
    return sha256(convert_to(concat_ws('|', association_id, number, voucher_id, encode(content_hash, 'hex'), reason,
        effective_on - date '2000-01-01', booked_on - date '2000-01-01', coalesce(reverses_number::text, '-'))
        || E'\n' || transfer_lines, 'UTF8'));
comment on function buddel.entry_digest is 'Digest of an entry with its transfers: ids and salted hashes, never names or texts.';

create function buddel.batch_hash(
    previous_hash bytea, association_id bigint, number bigint, first_entry bigint, last_entry bigint, digests bytea
) returns bytea language sql immutable parallel safe
    return sha256(previous_hash
        || convert_to(concat_ws('|', association_id, number, first_entry, last_entry) || E'\n', 'UTF8') || digests);
comment on function buddel.batch_hash is 'One link of the chain: the link before, the numbers, the digests of the entries in order.';

create function buddel.append_batch(
    p_association bigint,
    e_voucher bigint[], e_reason text[], e_effective_on date[], e_reverses bigint[],
    t_entry integer[], t_debit text[], t_credit text[], t_unit text[], t_quantity bigint[],
    t_member bigint[], t_segment bigint[], t_award bigint[],
    out batch_number bigint, out first_entry bigint, out last_entry bigint, out hash bytea
) language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    head ledgers;
    digests bytea[];
    entry_count bigint := coalesce(cardinality(e_voucher), 0);
begin
    if entry_count = 0 or coalesce(cardinality(t_entry), 0) = 0 then
        raise exception 'a batch needs an entry and a transfer' using errcode = '23514', constraint = 'batches_has_entries';
    end if;
    select * into head from ledgers where association_id = p_association for update;
    if not found then
        raise exception 'no such journal' using errcode = '23503', constraint = 'batches_association_fkey';
    end if;
    first_entry := head.last_entry + 1;
    last_entry := head.last_entry + entry_count;
    batch_number := head.last_batch + 1;

    with t as (
        select entry, string_agg(transfer_text(position, debit, credit, unit, quantity, member, segment, award), E'\n'
            order by position) as lines
        from (
            select entry, debit, credit, unit, quantity, member, segment, award,
                row_number() over (partition by entry order by i) as position
            from unnest(t_entry, t_debit, t_credit, t_unit, t_quantity, t_member, t_segment, t_award) with ordinality
                as u (entry, debit, credit, unit, quantity, member, segment, award, i)
        ) n group by entry
    )
    select array_agg(entry_digest(p_association, head.last_entry + e.i, e.voucher, v.content_hash, e.reason, e.effective_on,
        greatest(e.effective_on, head.closed_through + 1), e.reverses, t.lines) order by e.i)
    into digests
    from unnest(e_voucher, e_reason, e_effective_on, e_reverses) with ordinality as e (voucher, reason, effective_on, reverses, i)
    join vouchers v on v.association_id = p_association and v.id = e.voucher
    join t on t.entry = e.i;
    if coalesce(cardinality(digests), 0) <> entry_count then
        raise exception 'an entry has no transfer or no voucher of this association'
            using errcode = '23514', constraint = 'entries_complete', table = 'entries', schema = 'buddel';
    end if;
    hash := batch_hash(head.last_hash, p_association, batch_number, first_entry, last_entry,
        (select string_agg(d, ''::bytea order by i) from unnest(digests) with ordinality as u (d, i)));

    insert into batches (association_id, number, first_entry, last_entry, previous_hash, hash, user_id)
    values (p_association, batch_number, first_entry, last_entry, head.last_hash, hash, current_user_id());
    insert into entries (association_id, number, batch_number, voucher_id, reason, effective_on, booked_on, reverses_number, digest)
    select p_association, head.last_entry + i, batch_number, voucher, reason, effective_on,
        greatest(effective_on, head.closed_through + 1), reverses, digest
    from unnest(e_voucher, e_reason, e_effective_on, e_reverses, digests) with ordinality
        as e (voucher, reason, effective_on, reverses, digest, i);
    insert into transfers (association_id, entry_number, position, debit_account, credit_account, unit, quantity,
        member_id, segment_id, award_id)
    select p_association, head.last_entry + entry, row_number() over (partition by entry order by i), debit, credit, unit,
        quantity, member, segment, award
    from unnest(t_entry, t_debit, t_credit, t_unit, t_quantity, t_member, t_segment, t_award) with ordinality
        as u (entry, debit, credit, unit, quantity, member, segment, award, i);
    update ledgers l set last_entry = append_batch.last_entry, last_batch = batch_number, last_hash = append_batch.hash
    where l.association_id = p_association;
end $$;
comment on function buddel.append_batch is
    'Writes entries and transfers as one batch with one link of the hash chain, under the ledger''s row lock. '
    'Internal: the program calls post_batch, which asks first who may.';

create function buddel.check_open_period() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if exists (
        select from booked b join ledgers l using (association_id) where b.booked_on <= l.closed_through
    ) then
        raise exception 'the period is closed'
            using errcode = '23514', constraint = 'entries_open_period', table = 'entries', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_open_period() is 'No entry in a closed period, whoever writes it.';
create trigger entries_open_period after insert on buddel.entries
    referencing new table as booked for each statement execute function buddel.check_open_period();

create function buddel.check_confirmed() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if exists (
        select from booked b join vouchers v on v.association_id = b.association_id and v.id = b.voucher_id
        left join voucher_decisions d on d.association_id = b.association_id and d.voucher_id = b.voucher_id
        where b.reason = 'recorded' and v.kind in ('work', 'gift') and d.decision is distinct from 'confirmed'
    ) then
        raise exception 'work and gifts take effect once a second person has confirmed them'
            using errcode = '23514', constraint = 'entries_confirmed', table = 'entries', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_confirmed() is 'Nothing that needs a second person is booked without one (DESIGN.md 2, 3.5).';
create trigger entries_confirmed after insert on buddel.entries
    referencing new table as booked for each statement execute function buddel.check_confirmed();

create function buddel.refuse_frozen_voucher() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
declare
    voucher bigint := case when tg_table_name = 'vouchers' then (to_jsonb(old) ->> 'id')::bigint
        else (to_jsonb(old) ->> 'voucher_id')::bigint end;
begin
    if tg_op = 'UPDATE' and tg_table_name = 'vouchers'
        and (to_jsonb(new) - 'salt') = (to_jsonb(old) - 'salt') and to_jsonb(new) ->> 'salt' is null then
        return new; -- Erasing a person empties the salt, and nothing else.
    end if;
    if exists (select from voucher_decisions d where d.association_id = old.association_id and d.voucher_id = voucher)
        or exists (select from entries e where e.association_id = old.association_id and e.voucher_id = voucher) then
        raise exception 'the voucher is decided or booked; reverse it and record it anew'
            using errcode = '23514', constraint = 'vouchers_frozen', table = tg_table_name, schema = 'buddel';
    end if;
    return coalesce(new, old);
end $$;
comment on function buddel.refuse_frozen_voucher() is 'A voucher may be corrected until its first decision or entry; then it is frozen.';
create trigger vouchers_frozen before update or delete on buddel.vouchers
    for each row execute function buddel.refuse_frozen_voucher();
create trigger vouchers_frozen before update or delete on buddel.work_vouchers
    for each row execute function buddel.refuse_frozen_voucher();
create trigger vouchers_frozen before update or delete on buddel.cost_vouchers
    for each row execute function buddel.refuse_frozen_voucher();
create trigger vouchers_frozen before update or delete on buddel.cost_allocations
    for each row execute function buddel.refuse_frozen_voucher();
create trigger vouchers_frozen before update or delete on buddel.gift_vouchers
    for each row execute function buddel.refuse_frozen_voucher();
create trigger vouchers_frozen before update or delete on buddel.payment_vouchers
    for each row execute function buddel.refuse_frozen_voucher();
create trigger cost_payments_append_only before update or delete on buddel.cost_payments
    for each row execute function buddel.refuse_change();

create view buddel.reversed_vouchers with (security_invoker = true) as
select distinct e.association_id, e.voucher_id
from buddel.entries e join buddel.entries r on r.association_id = e.association_id and r.reverses_number = e.number
where e.reason in ('recorded', 'granted')
union
select d.association_id, d.voucher_id from buddel.voucher_decisions d where d.decision = 'withdrawn';
comment on view buddel.reversed_vouchers is
    'Vouchers whose first entry was reversed, or that were withdrawn before they had one: derived, not stored.';

create function buddel.check_payments() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    perform from vouchers v join paid p on p.association_id = v.association_id and p.voucher_id = v.id
    order by v.id for no key update of v;
    if exists (
        select from paid p join entries e on e.association_id = p.association_id and e.voucher_id = p.voucher_id
        join entries r on r.association_id = e.association_id and r.reverses_number = e.number
    ) then
        raise exception 'the invoice is reversed'
            using errcode = '23514', constraint = 'cost_payments_standing', table = 'cost_payments', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_payments() is 'A reversed invoice is not paid, also where both happen at the same moment.';
create trigger cost_payments_standing after insert on buddel.cost_payments
    referencing new table as paid for each statement execute function buddel.check_payments();

create function buddel.number_invoice_attempt() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    select count(*) into new.attempt from cost_vouchers c
    join reversed_vouchers r on r.association_id = c.association_id and r.voucher_id = c.voucher_id
    where c.association_id = new.association_id and lower(c.supplier) = lower(new.supplier)
        and c.invoice_number = new.invoice_number and c.voucher_id <> new.voucher_id;
    return new;
end $$;
comment on function buddel.number_invoice_attempt() is
    'A reversed invoice may be recorded anew: the count of its reversed vouchers keeps the unique key of the standing one.';
create trigger cost_vouchers_attempt before insert or update on buddel.cost_vouchers
    for each row execute function buddel.number_invoice_attempt();

-- Purpose: what the journal and its vouchers still let pass: a reversal that is no mirror, a decider who is somebody else,
-- shares and names of documents that change after the voucher was booked, a salt that anybody empties.
-- Areas: Ledger. Locks: none of its own; every guard looks at the rows of one statement at once.

create function buddel.check_mirrors() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- Only the entries that reverse another are compared; an import that reverses nothing reads no transfer twice.
    if exists (
        with reversals as (
            select e.association_id, e.number, e.reverses_number
            from (select distinct association_id, entry_number from moved) m
            join entries e on e.association_id = m.association_id and e.number = m.entry_number
            where e.reverses_number is not null
        )
        select from reversals r
        cross join lateral (
            (select position, debit_account as one, credit_account as other, unit, quantity, member_id, segment_id, award_id
            from transfers t where t.association_id = r.association_id and t.entry_number = r.reverses_number
            except all
            select position, credit_account, debit_account, unit, quantity, member_id, segment_id, award_id
            from transfers t where t.association_id = r.association_id and t.entry_number = r.number)
            union all
            (select position, credit_account, debit_account, unit, quantity, member_id, segment_id, award_id
            from transfers t where t.association_id = r.association_id and t.entry_number = r.number
            except all
            select position, debit_account, credit_account, unit, quantity, member_id, segment_id, award_id
            from transfers t where t.association_id = r.association_id and t.entry_number = r.reverses_number)
        ) difference
    ) then
        raise exception 'a reversal takes back exactly what was booked'
            using errcode = '23514', constraint = 'transfers_mirror_reversed', table = 'transfers', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_mirrors() is
    'A reversal''s transfers are those of its original with the sides changed, nothing more and nothing less (DESIGN.md 3).';
create trigger transfers_mirror_reversed after insert on buddel.transfers
    referencing new table as moved for each statement execute function buddel.check_mirrors();

create function buddel.check_decider() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if exists (
        select from decided d where d.channel = 'login' and d.member_id is not null and not exists (
            select from user_members u
            where u.user_id = d.user_id and u.association_id = d.association_id and u.member_id = d.member_id)
    ) then
        raise exception 'who decides by login decides for himself'
            using errcode = '23514', constraint = 'voucher_decisions_own_member', table = 'voucher_decisions', schema = 'buddel';
    end if;
    -- The owner of the database (0) writes history in other names, as an import does.
    if current_user_id() <> 0 and exists (select from decided d where d.user_id <> current_user_id()) then
        raise exception 'a decision is recorded in the name of who is logged in'
            using errcode = '23514', constraint = 'voucher_decisions_own_user', table = 'voucher_decisions', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_decider() is
    'The member of a decision by login is the one the user is; another member''s decision needs his signed paper.';
create trigger voucher_decisions_own_member after insert on buddel.voucher_decisions
    referencing new table as decided for each statement execute function buddel.check_decider();

create function buddel.refuse_late_shares() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if exists (
        select from shared s join entries e on e.association_id = s.association_id and e.voucher_id = s.voucher_id
    ) then
        raise exception 'the invoice is booked; reverse it and record it anew'
            using errcode = '23514', constraint = 'vouchers_frozen', table = 'cost_allocations', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.refuse_late_shares() is 'An invoice that is booked gets no share it had not when it was booked.';
create trigger cost_allocations_frozen after insert on buddel.cost_allocations
    referencing new table as shared for each statement execute function buddel.refuse_late_shares();

create function buddel.keep_document_names() returns trigger
    language plpgsql set search_path = buddel, pg_temp as $$
begin
    if (new.association_id, new.voucher_id, new.name, new.announced)
        is distinct from (old.association_id, old.voucher_id, old.name, old.announced) then
        raise exception 'a document keeps its voucher and its name'
            using errcode = '23514', constraint = 'voucher_documents_named_once', table = 'voucher_documents', schema = 'buddel';
    end if;
    if old.document_id is not null and new.document_id is distinct from old.document_id then
        raise exception 'a content that is attached stays'
            using errcode = '23514', constraint = 'voucher_documents_content_stays', table = 'voucher_documents', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.keep_document_names() is
    'The name of a document is part of what was decided and filed; only a content that was missing is added to it.';
create trigger voucher_documents_keep before update on buddel.voucher_documents
    for each row execute function buddel.keep_document_names();

-- With the rights of who asks, unlike the other guards: that tells the owner's erasure from a slip of the program.
create function buddel.keep_salt() returns trigger language plpgsql set search_path = buddel, pg_temp as $$
begin
    if current_user <> (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
        raise exception 'only the erasure of a person empties a salt'
            using errcode = '23514', constraint = 'vouchers_salt_kept', table = 'vouchers', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.keep_salt() is
    'Without its salt a voucher can''t be verified any more: no user of the program takes it away, only the database''s owner.';
create trigger vouchers_salt_kept before update on buddel.vouchers
    for each row when (old.salt is not null and new.salt is null) execute function buddel.keep_salt();

create index transfers_member_idx on buddel.transfers (association_id, member_id) where member_id is not null;
create index gift_vouchers_member_idx on buddel.gift_vouchers (association_id, member_id);

revoke execute on function buddel.check_mirrors(), buddel.check_decider(), buddel.refuse_late_shares(),
    buddel.keep_document_names(), buddel.keep_salt() from public;

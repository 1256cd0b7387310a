-- Purpose: the second person is a member on the day of the decision (rules.md 2, DESIGN.md 3.5).
-- Areas: Ledger. Locks: none; reads the new rows' members.

create function buddel.check_deciding_member() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    -- What an import brings is history and taken as it was decided.
    if exists (
        select from decided d join members m on m.association_id = d.association_id and m.id = d.member_id
        where d.channel <> 'import' and d.decision = 'confirmed'
            and (d.decided_on < m.joined_on or d.decided_on >= m.left_on)
    ) then
        raise exception 'the second person is a member on that day'
            using errcode = '23514', constraint = 'voucher_decisions_member_that_day', table = 'voucher_decisions', schema = 'buddel';
    end if;
    return null;
end $$;
comment on function buddel.check_deciding_member() is
    'Who has not joined yet, or has left, confirms nothing; imported history is left as it came.';
create trigger voucher_decisions_member_that_day after insert on buddel.voucher_decisions
    referencing new table as decided for each statement execute function buddel.check_deciding_member();

revoke execute on function buddel.check_deciding_member() from public;

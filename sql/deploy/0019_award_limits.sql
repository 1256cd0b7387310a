-- Purpose: an approver's limit holds for the awards he grants, as it does for the claims he approves (DESIGN.md 5).
-- Areas: Subsidy. Locks: none of its own; the award's row is the caller's.

create function buddel.check_award_limit() returns trigger
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if new.approved_on is null or new.maximum_cents is null or new.imported and is_administrator() then
        return new; -- Nothing is committed yet, or it is history.
    end if;
    if tg_op = 'UPDATE' and (new.approved_on, new.maximum_cents) is not distinct from (old.approved_on, old.maximum_cents) then
        return new; -- What it commits was decided before.
    end if;
    if not exists (
        select from programmes p join user_roles r on r.ags = p.administered_by and r.role = 'approver'
        where p.id = new.programme_id and r.user_id = current_user_id() and r.during @> today()
            and (r.limit_cents is null or r.limit_cents >= new.maximum_cents)
    ) then
        raise exception 'the award''s maximum is above the approver''s limit'
            using errcode = '42501', constraint = 'awards_within_limit', table = 'awards', schema = 'buddel';
    end if;
    return new;
end $$;
comment on function buddel.check_award_limit() is
    'A granted award commits its maximum to the budget, so it takes an approver whose limit reaches that far. One without a '
    'maximum commits what each claim is approved with, and is held by the limit there.';
-- Triggers fire in the order of their names: that the town decides at all comes first (awards_guard).
create trigger awards_within_limit before insert or update of approved_on, maximum_cents on buddel.awards
    for each row execute function buddel.check_award_limit();
comment on column buddel.user_roles.limit_cents is
    'Up to how much an approver may grant in one award and approve in one claim; null: no limit.';

revoke execute on function buddel.check_award_limit() from public;

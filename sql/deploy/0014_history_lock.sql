-- Purpose: one function that takes, before an import compares or writes anything, all that its history may move.
-- Areas: Subsidy. Locks: awards, budgets, coverage parts, in the documented order (docs/internals/locks.md).

create function buddel.lock_history(p_association bigint, p_programmes text[]) returns void
    language plpgsql security definer set search_path = buddel, pg_temp as $$
begin
    if not p_association = any (writable_associations()) then
        raise exception 'not your awards' using errcode = '42501', constraint = 'awards_writable', table = 'awards', schema = 'buddel';
    end if;
    perform from awards a where a.association_id = p_association order by a.id for update;
    perform from programme_budgets b where b.programme_id in (
        select a.programme_id from awards a where a.association_id = p_association
        union select p.id from programmes p where p.code = any (p_programmes)
    ) order by b.programme_id, b.year for no key update;
    perform from coverage_parts p where p.association_id = p_association order by p.kind, p.ref, p.part for no key update;
end $$;
comment on function buddel.lock_history is
    'Locks all that imported awards and claims of an association may move, before the import takes the ledger: its awards, the '
    'budgets of their programmes and of those named, the parts that are covered; each ascending.';

grant execute on function buddel.lock_history to buddel_app;

-- Purpose: an area lead confirms the work of his area and of no other one (DESIGN.md 5).
-- Areas: Access, Ledger. Locks: none that 0011 and 0012 don't take.

alter table buddel.user_roles
    add column area_id bigint,
    add constraint user_roles_area_of_leads check (area_id is null or role = 'area_lead'),
    add constraint user_roles_area_fkey foreign key (association_id, area_id) references buddel.areas on delete restrict,
    drop constraint user_roles_no_overlap,
    add constraint user_roles_no_overlap exclude using gist (
        user_id with =, role with =, (coalesce(association_id, 0)) with =, (coalesce(ags, '')) with =,
        (coalesce(area_id, 0)) with =, during with &&);
comment on column buddel.user_roles.area_id is
    'The area whose work an area lead confirms; null: every area of the association. Of two areas he has two rows.';
create index user_roles_area_idx on buddel.user_roles (association_id, area_id) where area_id is not null;

create function buddel.leads_voucher(p_association bigint, p_voucher bigint) returns boolean
    language sql stable security definer set search_path = buddel, pg_temp as $$
    select exists (
        select from user_roles r join users u on u.id = r.user_id and u.disabled_at is null
        where r.user_id = current_user_id() and r.role = 'area_lead' and r.association_id = p_association
            and r.during @> buddel.today() and (r.area_id is null or r.area_id in (
                select s.area_id from segments s where s.association_id = p_association and s.id in (
                    select w.segment_id from work_vouchers w where w.association_id = p_association and w.voucher_id = p_voucher
                    union all
                    select g.segment_id from gift_vouchers g where g.association_id = p_association and g.voucher_id = p_voucher))))
$$;
comment on function buddel.leads_voucher is
    'Whether the user leads the area that the work or the gift of a voucher went into; work on no segment is in no area.';

alter policy voucher_decisions_add on buddel.voucher_decisions with check (
    association_id = any ((select buddel.writable_associations())::bigint[])
    or buddel.leads_voucher(association_id, voucher_id));

revoke execute on all functions in schema buddel from public;
grant execute on function buddel.leads_voucher to buddel_app;

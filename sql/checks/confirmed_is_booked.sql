-- Confirmed work and gifts, invoices and payments stand in the journal; refused and undecided ones don't.
select v.association_id, v.id, v.kind, d.decision
from buddel.vouchers v
left join buddel.voucher_decisions d on d.association_id = v.association_id and d.voucher_id = v.id
where (v.kind in ('cost', 'payment', 'grant') or coalesce(d.decision = 'confirmed', false))
    <> exists (select from buddel.entries e where e.association_id = v.association_id and e.voucher_id = v.id);

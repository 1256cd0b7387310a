-- Each voucher has its details in the one table of its kind.
select v.association_id, v.id, v.kind from buddel.vouchers v
where not exists (select from buddel.work_vouchers d where d.association_id = v.association_id and d.voucher_id = v.id)
    and not exists (select from buddel.cost_vouchers d where d.association_id = v.association_id and d.voucher_id = v.id)
    and not exists (select from buddel.gift_vouchers d where d.association_id = v.association_id and d.voucher_id = v.id)
    and not exists (select from buddel.payment_vouchers d where d.association_id = v.association_id and d.voucher_id = v.id)
    and not exists (select from buddel.grant_vouchers d where d.association_id = v.association_id and d.voucher_id = v.id);

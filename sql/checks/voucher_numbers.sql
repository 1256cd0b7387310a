-- Voucher numbers run without gaps from 1 to the counter, per association and booking year.
select k.association_id, k.booking_year, k.last_number, count(v.number) as vouchers
from buddel.voucher_counters k
left join buddel.vouchers v on v.association_id = k.association_id and v.booking_year = k.booking_year
group by k.association_id, k.booking_year, k.last_number
having count(v.number) <> k.last_number or coalesce(max(v.number), 0) <> k.last_number;

-- Entries are numbered without gaps, from 1 to the ledger's last, and each lies in the batch that claims it.
select l.association_id, l.last_entry, count(e.number) as entries, max(e.number) as highest
from buddel.ledgers l left join buddel.entries e on e.association_id = l.association_id
group by l.association_id, l.last_entry
having count(e.number) <> l.last_entry or coalesce(max(e.number), 0) <> l.last_entry
union all
select b.association_id, b.number, count(e.number), max(e.number)
from buddel.batches b left join buddel.entries e
    on e.association_id = b.association_id and e.batch_number = b.number and e.number between b.first_entry and b.last_entry
group by b.association_id, b.number, b.first_entry, b.last_entry
having count(e.number) <> b.last_entry - b.first_entry + 1;

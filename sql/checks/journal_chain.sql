-- Each batch's hash is that of the batch before and of its entries' digests; the ledger ends with the last one.
select b.association_id, b.number from buddel.batches b
where b.hash <> buddel.batch_hash(b.previous_hash, b.association_id, b.number, b.first_entry, b.last_entry, (
        select string_agg(e.digest, ''::bytea order by e.number) from buddel.entries e
        where e.association_id = b.association_id and e.number between b.first_entry and b.last_entry))
    or b.previous_hash <> coalesce(
        (select p.hash from buddel.batches p where p.association_id = b.association_id and p.number = b.number - 1),
        (select sha256(convert_to(a.code, 'UTF8')) from buddel.associations a where a.id = b.association_id))
union all
select l.association_id, l.last_batch from buddel.ledgers l
where l.last_batch > 0 and not exists (select from buddel.batches b
    where b.association_id = l.association_id and b.number = l.last_batch and b.hash = l.last_hash);

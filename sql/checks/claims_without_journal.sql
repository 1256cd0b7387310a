-- The journal still holds the batch each claim was computed from, with the hash it had then.
select c.association_id, c.id, c.journal_batch from buddel.claims c
where not c.imported and c.journal_batch is not null and not exists (select from buddel.batches b
    where b.association_id = c.association_id and b.number = c.journal_batch and b.hash = c.journal_hash);

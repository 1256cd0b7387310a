-- Per association and unit the postings add up to zero.
select association_id, unit, sum(quantity) as remainder from buddel.postings group by association_id, unit having sum(quantity) <> 0;

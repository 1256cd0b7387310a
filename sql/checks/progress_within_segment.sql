-- No dug stretch ends beyond its segment.
select p.association_id, p.id, p.to_cm, v.length_cm from buddel.progress p
join lateral (
    select length_cm from buddel.segment_versions v
    where v.association_id = p.association_id and v.segment_id = p.segment_id order by v.number desc limit 1
) v on true
where p.reversed_at is null and p.to_cm > v.length_cm;

-- Writes the rows of a work.csv as set-based SQL: vouchers with gapless numbers, details, decisions, one batch.
-- For measuring only; it leaves out every check of a row that an import makes.
begin;
select set_config('buddel.user_id', '0', true) is null;
create temporary table rows (
    ref text, day date, member text, kind text, task text, duration text, segment text, machine text, confirmed_by text,
    confirmed_on date
) on commit drop;
\copy rows from :'file' csv header
create temporary table drafts on commit drop as
select a.id as association_id, r.ref, r.day, m.id as member_id, r.kind, r.task, s.id as segment_id,
    nullif(r.machine, '') as machine, c.id as confirmer_id, r.confirmed_on,
    split_part(r.duration, ':', 1)::bigint * 60 + split_part(r.duration, ':', 2)::bigint as minutes,
    extract(year from r.day)::integer as year,
    coalesce((select k.last_number from buddel.voucher_counters k
        where k.association_id = a.id and k.booking_year = extract(year from r.day)), 0)
        + row_number() over (partition by extract(year from r.day) order by r.ref)::integer as number,
    sha256(convert_to(concat_ws('|', r.ref, r.day, r.member, r.kind, r.task, r.duration, r.segment), 'UTF8')) as content
from rows r
cross join buddel.associations a
join buddel.members m on m.association_id = a.id and m.number = r.member
join buddel.members c on c.association_id = a.id and c.number = r.confirmed_by
join buddel.segments s on s.association_id = a.id and s.code = r.segment;
analyze drafts;
insert into buddel.voucher_counters as k (association_id, booking_year, last_number)
select association_id, year, max(number) from drafts group by association_id, year
on conflict (association_id, booking_year) do update set last_number = excluded.last_number;
insert into buddel.vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by, content_hash, salt)
select association_id, 'work', ref, year, number, day, 0, content, uuid_send(gen_random_uuid()) from drafts
order by year, number;
analyze buddel.vouchers;
insert into buddel.work_vouchers (association_id, voucher_id, kind, task, minutes, member_id, segment_id, machine_class)
select d.association_id, v.id, d.kind, d.task, d.minutes, d.member_id, d.segment_id, d.machine
from drafts d join buddel.vouchers v on v.association_id = d.association_id and v.kind = 'work' and v.ref = d.ref;
insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id, channel, user_id, content_hash)
select d.association_id, v.id, 'confirmed', d.confirmed_on, d.confirmer_id, 'import', 0, d.content
from drafts d join buddel.vouchers v on v.association_id = d.association_id and v.kind = 'work' and v.ref = d.ref;
with booked as (
    select d.*, v.id as voucher_id, row_number() over (order by d.year, d.number)::integer as position
    from drafts d join buddel.vouchers v on v.association_id = d.association_id and v.kind = 'work' and v.ref = d.ref
)
select b.batch_number from (
    select association_id, array_agg(voucher_id order by position) as vouchers, array_agg('recorded'::text) as reasons,
        array_agg(day order by position) as days, array_agg(null::bigint) as nothing,
        array_agg(position order by position) as entries,
        array_agg('work:' || kind order by position) as debits, array_agg('given:' || kind order by position) as credits,
        array_agg(kind || '_minutes' order by position) as units, array_agg(minutes order by position) as quantities,
        array_agg(member_id order by position) as members, array_agg(segment_id order by position) as segments
    from booked group by association_id
) x, lateral buddel.append_batch(x.association_id, x.vouchers, x.reasons, x.days, x.nothing, x.entries, x.debits, x.credits,
    x.units, x.quantities, x.members, x.segments, x.nothing) b;
commit;

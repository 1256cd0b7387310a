-- An award covers what its claims say: that of its last approved one and of the undecided one.
select a.association_id, a.id, d.kind, d.ref, d.part from buddel.awards a cross join lateral (
    (select w.kind, w.ref, w.part, w.bp from buddel.wanted_coverage(a.id) w
        except select h.kind, h.ref, h.part, h.bp from buddel.award_coverage h where h.association_id = a.association_id and h.award_id = a.id)
    union all
    (select h.kind, h.ref, h.part, h.bp from buddel.award_coverage h where h.association_id = a.association_id and h.award_id = a.id
        except select w.kind, w.ref, w.part, w.bp from buddel.wanted_coverage(a.id) w)
) d;

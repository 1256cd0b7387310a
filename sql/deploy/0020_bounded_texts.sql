-- Purpose: free texts are bounded and hold no control characters (C0, DEL, C1), as TextLimits has it.
-- Areas: Access, Association, Network, Ledger, Subsidy. Locks: none.

alter table buddel.associations
    add constraint associations_name_plain check (length(name) <= 200 and name !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint associations_legal_form_plain check (length(legal_form) <= 200 and legal_form !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint associations_register_court_plain check (length(register_court) <= 200 and register_court !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint associations_register_number_plain check (length(register_number) <= 200 and register_number !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.users
    add constraint users_display_name_plain check (length(display_name) <= 200 and display_name !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.persons
    add constraint persons_name_plain check (length(name) <= 200 and name !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint persons_street_plain check (length(street) <= 200 and street !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint persons_house_number_plain check (length(house_number) <= 200 and house_number !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint persons_postcode_plain check (length(postcode) <= 200 and postcode !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint persons_city_plain check (length(city) <= 200 and city !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint persons_email_plain check (length(email) <= 200 and email !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint persons_phone_plain check (length(phone) <= 200 and phone !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.areas
    add constraint areas_name_plain check (length(name) <= 200 and name !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.clearances
    add constraint clearances_note_plain check (length(note) <= 500 and note !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.cost_vouchers
    add constraint cost_vouchers_supplier_plain check (length(supplier) <= 200 and supplier !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint cost_vouchers_invoice_number_plain check (length(invoice_number) <= 200 and invoice_number !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.gift_vouchers
    add constraint gift_vouchers_what_plain check (length(what) <= 500 and what !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.programmes
    add constraint programmes_funder_plain check (length(funder) <= 200 and funder !~ '[\u0001-\u001f\u007f-\u009f]'),
    add constraint programmes_title_plain check (length(title) <= 200 and title !~ '[\u0001-\u001f\u007f-\u009f]');

alter table buddel.claim_cuts
    add constraint claim_cuts_why_plain check (length(why) <= 500 and why !~ '[\u0001-\u001f\u007f-\u009f]');

-- Steps of a claim may have several lines; their length is bounded already.
alter table buddel.claim_steps
    add constraint claim_steps_note_plain check (note !~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]');

-- Events that were not accepted, as they came.
create table dead_letter (
    id ${identity},
    reason text not null,
    message text not null,
    json text not null,
    cut integer not null,
    user_id text ${binary},
    item_id text ${binary},
    first_ms bigint not null,
    last_ms bigint not null,
    attempts integer not null
);

create index dead_letter_by_age on dead_letter (last_ms);

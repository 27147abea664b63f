"""What operations of known APIs are called, beside what their owners' own libraries call them.

The names are those that users of these libraries write: Twilio's for Python by the way to its method,
the others' by class and method. Singular and plural are alike, and so are the words that the libraries
have for the same: `get`, `fetch` and `list` all read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from clientsmith.api.case import singular, snake
from clientsmith.api.reading.operations import mounted_operations
from clientsmith.document import load
from support.generating import real_specs

OFFICIAL: Mapping[str, Mapping[str, str]] = {
    "twilio.json": {
        "CreateMessage": "messages.create",
        "FetchMessage": "messages.fetch",
        "DeleteMessage": "messages.delete",
        "ListCall": "calls.list",
        "UpdateCall": "calls.update",
        "CreateCallRecording": "calls.recordings.create",
        "ListCallNotification": "calls.notifications.list",
        "ListConferenceRecording": "conferences.recordings.list",
        "CreateParticipant": "conferences.participants.create",
        "ListMember": "queues.members.list",
        "ListMedia": "messages.media.list",
        "CreateMessageFeedback": "messages.feedback.create",
        "CreateIncomingPhoneNumber": "incoming_phone_numbers.create",
        "ListIncomingPhoneNumberTollFree": "incoming_phone_numbers.toll_free.list",
        "ListAvailablePhoneNumberLocal": "available_phone_numbers.local.list",
        "CreateNewKey": "new_keys.create",
        "CreateValidationRequest": "validation_requests.create",
        "FetchBalance": "balance.fetch",
        "CreateToken": "tokens.create",
        "ListSipDomain": "sip.domains.list",
        "CreateUsageTrigger": "usage.triggers.create",
    },
    "asana.yaml": {
        "getTasks": "tasks.get_tasks",
        "createTask": "tasks.create_task",
        "getTask": "tasks.get_task",
        "updateTask": "tasks.update_task",
        "duplicateTask": "tasks.duplicate_task",
        "getTasksForProject": "tasks.get_tasks_for_project",
        "getSubtasksForTask": "tasks.get_subtasks_for_task",
        "addTagForTask": "tasks.add_tag_for_task",
        "setParentForTask": "tasks.set_parent_for_task",
        "searchTasksForWorkspace": "tasks.search_tasks_for_workspace",
        "addMembersForProject": "projects.add_members_for_project",
        "projectSaveAsTemplate": "projects.project_save_as_template",
        "createSectionForProject": "sections.create_section_for_project",
        "getFavoritesForUser": "users.get_favorites_for_user",
        "addUserForWorkspace": "workspaces.add_user_for_workspace",
        "createStoryForTask": "stories.create_story_for_task",
        "createAttachmentForObject": "attachments.create_attachment_for_object",
    },
    "hellosign/openapi.yaml": {
        "signatureRequestSend": "signature_request.signature_request_send",
        "signatureRequestGet": "signature_request.signature_request_get",
        "signatureRequestList": "signature_request.signature_request_list",
        "signatureRequestCancel": "signature_request.signature_request_cancel",
        "signatureRequestFiles": "signature_request.signature_request_files",
        "signatureRequestEditEmbedded": "signature_request.signature_request_edit_embedded",
        "templateCreateEmbeddedDraft": "template.template_create_embedded_draft",
        "templateAddUser": "template.template_add_user",
        "embeddedSignUrl": "embedded.embedded_sign_url",
        "embeddedEditUrl": "embedded.embedded_edit_url",
        "teamAddMember": "team.team_add_member",
        "accountVerify": "account.account_verify",
        "oauthTokenGenerate": "oauth.oauth_token_generate",
    },
    "spotify.yml": {
        "get-an-album": "albums.get",
        "get-an-albums-tracks": "albums.tracks",
        "get-an-artists-top-tracks": "artists.topTracks",
        "get-an-artists-related-artists": "artists.relatedArtists",
        "get-a-shows-episodes": "shows.episodes",
        "get-playlist": "playlists.getPlaylist",
        "add-items-to-playlist": "playlists.addItemsToPlaylist",
        "change-playlist-details": "playlists.changePlaylistDetails",
        "get-categories": "browse.getCategories",
        "get-available-markets": "markets.getAvailableMarkets",
    },
}
# Where ours differ, and why.
INNERMOST = "the document's tag is the innermost noun alone"
MISSED: Mapping[str, Mapping[str, str]] = {
    "twilio.json": {
        "CreateParticipant": INNERMOST,
        "ListMember": INNERMOST,
        "ListMedia": INNERMOST,
        "ListSipDomain": INNERMOST,
        "CreateUsageTrigger": INNERMOST,
    },
    "asana.yaml": {},
    "hellosign/openapi.yaml": {},
    "spotify.yml": {"get-categories": "the document's tag is `Categories`"},
}


@pytest.mark.parametrize(
    ("spec", "name"),
    [(spec, name) for name in OFFICIAL for spec in real_specs(name)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_are_those_of_the_owners_libraries(spec: Path, name: str) -> None:
    root = load(spec).root
    found = {
        each.document_id: ".".join(each.accessor)
        for each in mounted_operations(root["paths"], root["info"].text("title"))
    }
    missed = {
        id_: (found[id_], official)
        for id_, official in OFFICIAL[name].items()
        if comparable(found[id_]) != comparable(official)
    }
    assert missed.keys() == MISSED[name].keys(), missed


def comparable(accessor: str) -> tuple[str, ...]:
    """The words of a name, each thing once: `tasks.add_tag_for_task` is `task`, `add`, `tag`."""
    words: list[str] = []
    for part in accessor.split("."):
        said = [singular(word) for word in snake(part).split("_")]
        words += [word for word in said if word not in words]
    plain = [word for word in words if not re.fullmatch("for|to|by|get|fetch|list|retrieve", word)]
    return tuple(sorted(plain))

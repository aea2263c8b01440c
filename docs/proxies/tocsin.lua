-- SPDX-License-Identifier: Apache-2.0
-- Asks the edge about a request: http-request lua.tocsin sets txn.tocsin_status, txn.tocsin_challenge and
-- txn.tocsin_reason. Only what the edge reads is sent on.

local QUESTION = "http://localhost/forward-auth"
local WAY = "abns@tocsin-question"
local TIMEOUT = 2000
local ASKED_WITH = {
    "cookie", "authorization", "x-session-id", "x-user", "x-device-id", "x-session-issued-at",
}

core.register_action("tocsin", { "http-req" }, function(txn)
    local said = txn.http:req_get_headers()
    local headers = {}
    for _, name in ipairs(ASKED_WITH) do
        if said[name] then
            headers[name] = {}
            -- HAProxy counts from 0
            for i = 0, #said[name] do
                table.insert(headers[name], said[name][i])
            end
        end
    end
    local answer = core.httpclient():get({ url = QUESTION, dst = WAY, headers = headers, timeout = TIMEOUT })
    txn:set_var("txn.tocsin_status", answer.status)
    local challenge = answer.headers and answer.headers["www-authenticate"]
    local reason = answer.headers and answer.headers["x-tocsin-reason"]
    txn:set_var("txn.tocsin_challenge", challenge and challenge[0] or "")
    txn:set_var("txn.tocsin_reason", reason and reason[0] or "")
end)

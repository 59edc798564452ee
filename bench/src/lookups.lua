-- For wrk: blinded elements made beforehand, sent in turn; replies counted by their status.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  requests, at, answered, refused = {}, 0, 0, 0
  local file = assert(io.open(arguments[1], "rb"))
  local headers = { ["Content-Type"] = "application/vnd.shirabe.evaluate-request" }
  while true do
    local element = file:read(32)
    if element == nil then break end
    table.insert(requests, wrk.format("POST", nil, headers, element))
  end
  file:close()
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status, headers, body)
  if status == 200 and #body == 96 then
    answered = answered + 1
  else
    refused = refused + 1
  end
end

function done(summary, latency)
  local answered, refused = 0, 0
  for _, thread in ipairs(threads) do
    answered = answered + thread:get("answered")
    refused = refused + thread:get("refused")
  end
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout
  io.write(string.format("counted %d %d %d %d %d\n", answered, refused, broken,
    summary.duration, latency:percentile(99)))
end

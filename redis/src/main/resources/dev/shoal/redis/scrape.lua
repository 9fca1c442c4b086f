#!lua flags=no-writes
-- How a swarm stands; costs O(log n) in one of n peers.
--
-- KEYS: IPv4 seeds and leechers, IPv6 seeds and leechers; how often a peer has become a seed
-- Returns the number of seeds, that count, and the number of leechers.
local time = redis.call('TIME')
local now = '(' .. string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

local function living(key)
  return redis.call('ZCOUNT', key, now, '+inf')
end

return {
  living(KEYS[1]) + living(KEYS[3]),
  tonumber(redis.call('GET', KEYS[5]) or '0'),
  living(KEYS[2]) + living(KEYS[4])
}

#!lua
-- Adds peers that announced while this server was away; costs O(log n) each in a swarm of n.
--
-- KEYS: IPv4 seeds and leechers, IPv6 seeds and leechers; how often a peer has become a seed
-- ARGV: that count, for how many seconds it is kept; then three for each peer: its address and
--       port, seed or leecher, the milliseconds that are left of its lifetime
local V4_LENGTH = 6
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function expiry(key, peer)
  return tonumber(redis.call('ZSCORE', key, peer) or '0')
end

for i = 3, #ARGV, 3 do
  local peer, expires = ARGV[i], now + tonumber(ARGV[i + 2])
  local family = #peer == V4_LENGTH and 1 or 3
  local here, there = KEYS[family], KEYS[family + 1]
  if ARGV[i + 1] ~= 'seed' then
    here, there = there, here
  end
  -- Who expires later was heard of later, and then better is known here already.
  if expires > math.max(expiry(here, peer), expiry(there, peer)) then
    redis.call('ZREM', there, peer)
    redis.call('ZADD', here, expires, peer)
  end
end

for i = 1, 4 do
  local last = redis.call('ZRANGE', KEYS[i], 0, 0, 'REV', 'WITHSCORES')
  if last[2] then
    redis.call('PEXPIREAT', KEYS[i], string.format('%.0f', tonumber(last[2])))
  end
end

if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[5]) or '0') then
  redis.call('SET', KEYS[5], ARGV[1], 'EX', ARGV[2])
end
return true

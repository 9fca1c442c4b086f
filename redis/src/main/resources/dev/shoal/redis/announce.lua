#!lua
-- Takes an announce and chooses whom to name; costs O(want + log n) in a swarm of n peers.
-- (The first line makes the server refuse the script if it is out of memory. Without that line it
-- looks at its memory before the first change only, and here that is a removal, which is always
-- allowed. Redis 7 and Valkey know the line.)
--
-- KEYS: seeds and leechers of the asker's family, seeds and leechers of the other family; how
--       often a peer has become a seed. The first four are sorted sets: a member is a peer's
--       address and port as they are sent (BEP 23, BEP 7), its score when it expires, in
--       milliseconds of this server's clock.
-- ARGV: the asker, its lifetime in milliseconds, how many to name at most,
--       seed or leecher, the event, own or both families,
--       for how many seconds the count of seeds is kept
-- Returns the numbers of seeds and leechers, and in a row those of the asker's family and those of
-- the other that are named.
local me, lifetime, want = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local seed, event, both = ARGV[4] == 'seed', ARGV[5], ARGV[6] == 'both'

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Nobody else is served meanwhile. So what many leave behind at once is swept up bit by bit; who
-- has expired is neither counted nor named before that.
local SWEPT_AT_ONCE = 1000
for i = 1, 4 do
  local expired = redis.call('ZCOUNT', KEYS[i], '-inf', now)
  if expired > 0 then
    redis.call('ZREMRANGEBYRANK', KEYS[i], 0, math.min(expired, SWEPT_AT_ONCE) - 1)
  end
end

local function living(key)
  return redis.call('ZCOUNT', key, '(' .. string.format('%.0f', now), '+inf')
end

-- The asker goes and comes back as what it is now: while it is away it cannot be named.
local expiry = redis.call('ZSCORE', KEYS[1], me)
local was_seed = expiry and tonumber(expiry) > now
redis.call('ZREM', KEYS[1], me)
redis.call('ZREM', KEYS[2], me)

local function draw(key, count, named)
  if count > 0 then
    local drawn = redis.call('ZRANDMEMBER', key, count, 'WITHSCORES')
    for i = 1, #drawn, 2 do
      if tonumber(drawn[i + 1]) > now then
        named[#named + 1] = drawn[i]
      end
    end
  end
end

-- How many of so many, drawn by chance from seeds and leechers together, are seeds. (From Redis 7
-- on, math.random does not begin anew with each script.)
local function seeds_among(count, seeds, leechers)
  local drawn = 0
  for _ = 1, math.min(count, seeds + leechers) do
    if math.random() * (seeds + leechers) < seeds then
      seeds = seeds - 1
      drawn = drawn + 1
    else
      leechers = leechers - 1
    end
  end
  return drawn
end

-- A seed has no use for seeds, but when it starts: some clients say that nothing is left before
-- they know what there is.
local function choose(seeds, leechers, count)
  local named = {}
  if seed then
    draw(leechers, count, named)
    if event == 'started' then
      draw(seeds, count - #named, named)
    end
  else
    local from_seeds = seeds_among(count, living(seeds), living(leechers))
    draw(seeds, from_seeds, named)
    draw(leechers, count - #named, named)
  end
  return named
end

local own, other = {}, {}
if event ~= 'stopped' then
  own = choose(KEYS[1], KEYS[2], want)
  if both then
    other = choose(KEYS[3], KEYS[4], want - #own)
  end

  local mine = seed and KEYS[1] or KEYS[2]
  redis.call('ZADD', mine, now + lifetime, me)
  -- When the last one expires, all of it does, although nobody may ask for it again.
  local last = redis.call('ZRANGE', mine, 0, 0, 'REV', 'WITHSCORES')
  redis.call('PEXPIREAT', mine, string.format('%.0f', tonumber(last[2])))

  if event == 'completed' and not was_seed then
    redis.call('INCR', KEYS[5])
    redis.call('EXPIRE', KEYS[5], ARGV[7])
  end
end

return {
  living(KEYS[1]) + living(KEYS[3]),
  living(KEYS[2]) + living(KEYS[4]),
  table.concat(own),
  table.concat(other)
}

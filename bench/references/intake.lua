-- Each request files a case of its own: a fresh idempotency key, a text that differs.
local counter = 0
local seed = 0
local nature = { "質量有問題", "商家拒絕退款", "售後不處理", "虛假宣傳", "價格欺詐" }
local goods = { "冰箱", "手機", "空調", "羽絨服", "健身卡", "網課" }

function init(args)
  math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 100000)
  seed = math.random(1, 1000000000)
end

function request()
  counter = counter + 1
  local what = goods[counter % #goods + 1]
  local body = string.format(
    '{"kind":"complaint","title":"%s%s","narrative":"十月%d日在江漢路購買%s，使用%d天後%s，多次聯繫商家沒有結果，要求退款並賠償損失。","place":"420102",' ..
    '"trader":{"name":"示例商行%d號"},"consumer":{"name":"測試者","phone":"139%08d"%s},"claims":["refund"],"amount":"%d.00"}',
    what, nature[counter % #nature + 1], counter % 28 + 1, what, counter % 90 + 1, nature[(counter + 2) % #nature + 1],
    -- Half of them of a hundred traders, the others of twenty thousand; every third consumer has an address.
    counter % 2 == 0 and counter % 100 or (seed + counter * 7919) % 20000, (seed + counter) % 100000000,
    counter % 3 == 0 and string.format(',"email":"bench%d@example.org"', counter) or "", counter % 5000 + 1)
  local headers = {}
  headers["Content-Type"] = "application/json"
  headers["Idempotency-Key"] = string.format("bench-%d-%d", seed, counter)
  return wrk.format("POST", nil, headers, body)
end

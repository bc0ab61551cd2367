// Printed by schedules.py: how each library retries when everything fails.
extension Schedule {
  /// The statuses that `retried` was chosen from.
  static let statuses: [UInt16] = [
    400, 401, 404, 408, 409, 413, 422, 425, 429, 500, 501, 502, 503, 504, 505, 509, 521, 599,
  ]

  static let all = [
    Schedule(
      preset: "tenacity", package: "tenacity 9.2.1", method: "POST",
      failure: "timeout", requests: nil,
      retried: nil,
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    Schedule(
      preset: "stamina", package: "stamina 26.1.0", method: "POST",
      failure: "exception", requests: 10,
      retried: nil,
      low: [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000, 5000],
      high: [1100, 1200, 1400, 1800, 2600, 4200, 5000, 5000, 5000, 5000, 5000, 5000]),
    Schedule(
      preset: "backoff-python", package: "backoff 2.2.1", method: "POST",
      failure: "exception", requests: nil,
      retried: nil,
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [
        1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 512000, 1_024_000, 2_048_000,
      ]),
    Schedule(
      preset: "retrying-python", package: "retrying 1.4.2", method: "POST",
      failure: "timeout", requests: nil,
      retried: nil,
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    Schedule(
      preset: "google-api-core-python", package: "google-api-core 2.44.0", method: "POST",
      failure: "500", requests: nil,
      retried: nil,
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000, 60000, 60000, 60000]),
    Schedule(
      preset: "redis-py", package: "redis 8.1.0", method: "POST",
      failure: "timeout", requests: 11,
      retried: nil,
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [20, 40, 80, 160, 320, 640, 1000, 1000, 1000, 1000]),
    Schedule(
      preset: "stripe-python", package: "stripe 16.1.0", method: "POST",
      failure: "500", requests: 3,
      retried: [409, 500, 501, 502, 503, 504, 505, 509, 521, 599],
      low: [500, 500, 1000, 2000, 2500, 2500, 2500, 2500, 2500, 2500, 2500, 2500],
      high: [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000]),
    Schedule(
      preset: "openai-python", package: "openai 3.57.0", method: "POST",
      failure: "500", requests: 3,
      retried: [408, 409, 429, 500, 501, 502, 503, 504, 505, 509, 521, 599],
      low: [375, 750, 1500, 3000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000],
      high: [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000, 8000, 8000]),
    Schedule(
      preset: "anthropic-python", package: "anthropic 2.13.0", method: "POST",
      failure: "500", requests: 3,
      retried: [408, 409, 429, 500, 501, 502, 503, 504, 505, 509, 521, 599],
      low: [375, 750, 1500, 3000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000],
      high: [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000, 8000, 8000]),
    Schedule(
      preset: "square-python", package: "squareup 46.0.0.20260916", method: "POST",
      failure: "500", requests: 3,
      retried: [408, 409, 429, 500, 501, 502, 503, 504, 505, 509, 521, 599],
      low: [900, 1800, 3600, 7200, 14400, 28800, 54000, 54000, 54000, 54000, 54000, 54000],
      high: [1100, 2200, 4400, 8800, 17600, 35200, 66000, 66000, 66000, 66000, 66000, 66000]),
    Schedule(
      preset: "azure-core-python", package: "azure-core 1.41.0", method: "POST",
      failure: "500", requests: 4,
      retried: [500, 503, 504],
      low: [0, 1600, 3200, 6400, 12800, 25600, 51200, 102400, 120000, 120000, 120000, 120000],
      high: [0, 1600, 3200, 6400, 12800, 25600, 51200, 102400, 120000, 120000, 120000, 120000]),
    Schedule(
      preset: "azure-core-python", package: "azure-core 1.41.0", method: "PUT",
      failure: "500", requests: 4,
      retried: [408, 429, 500, 502, 503, 504, 509, 521, 599],
      low: [0, 1600, 3200, 6400, 12800, 25600, 51200, 102400, 120000, 120000, 120000, 120000],
      high: [0, 1600, 3200, 6400, 12800, 25600, 51200, 102400, 120000, 120000, 120000, 120000]),
    Schedule(
      preset: "aws-botocore-standard", package: "botocore 1.44.8", method: "POST",
      failure: "500", requests: 3,
      retried: [429, 500, 502, 503, 504],
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 20000, 20000, 20000]),
    Schedule(
      preset: "aws-botocore-adaptive", package: "botocore 1.44.8", method: "POST",
      failure: "500", requests: 3,
      retried: [429, 500, 502, 503, 504],
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 20000, 20000, 20000]),
    Schedule(
      preset: "aws-botocore-legacy", package: "botocore 1.44.8", method: "POST",
      failure: "500", requests: 5,
      retried: [429, 500, 502, 503, 504, 509],
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [
        1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 512000, 1_024_000, 2_048_000,
      ]),
    Schedule(
      preset: "urllib3-default", package: "urllib3 2.8.0", method: "PUT",
      failure: "timeout", requests: 4,
      retried: [],
      low: [0, 0, 0],
      high: [0, 0, 0]),
    Schedule(
      preset: "urllib3-default", package: "urllib3 2.8.0", method: "POST",
      failure: "timeout", requests: 1,
      retried: [],
      low: [],
      high: []),
    Schedule(
      preset: "requests", package: "requests 2.34.2", method: "POST",
      failure: "500", requests: 1,
      retried: [],
      low: [],
      high: []),
    Schedule(
      preset: "httpx", package: "httpx 0.28.1", method: "POST",
      failure: "500", requests: 1,
      retried: [],
      low: [],
      high: []),
    Schedule(
      preset: "aiohttp", package: "aiohttp 3.14.5", method: "POST",
      failure: "500", requests: 1,
      retried: [],
      low: [],
      high: []),
    Schedule(
      preset: "aiohttp-retry", package: "aiohttp-retry 2.9.1", method: "POST",
      failure: "500", requests: 3,
      retried: [500, 501, 502, 503, 504, 505, 509, 521, 599],
      low: [200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000, 30000],
      high: [200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000, 30000]),
    Schedule(
      preset: "aiohttp-retry", package: "aiohttp-retry 2.9.1", method: "PUT",
      failure: "500", requests: 3,
      retried: [500, 501, 502, 503, 504, 505, 509, 521, 599],
      low: [200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000, 30000],
      high: [200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000, 30000]),
    Schedule(
      preset: "elasticsearch-python", package: "elastic-transport 9.4.2", method: "POST",
      failure: "503", requests: 4,
      retried: [429, 502, 503, 504],
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    Schedule(
      preset: "elasticsearch-python", package: "elastic-transport 9.4.2", method: "PUT",
      failure: "503", requests: 4,
      retried: [429, 502, 503, 504],
      low: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      high: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    Schedule(
      preset: "slack-sdk-python", package: "slack_sdk 3.48.0", method: "POST",
      failure: "connection", requests: nil,
      retried: nil,
      low: [500],
      high: [1500]),
  ]
}

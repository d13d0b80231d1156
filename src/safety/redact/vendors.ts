/**
 * Vendors whose credentials have no shape of their own (or an older one): their name in a key makes a random-looking
 * value a credential. Lower case without separators. Names that are everyday words in code (segment, branch, mode,
 * render, close, box) are left out: a sensitive word beside them is needed.
 */
const NAMES = `
adafruit adobe airtable algolia alibaba aliyun amazon amplitude anthropic apify apigee appcenter appdynamics appsflyer
artifactory asana atlassian auth0 authress aviationstack aws azure backblaze baremetrics basecamp beamer bitbucket
bitly bitmex bittrex blogger braintree braze brevo browserstack bugsnag buildkite bunnycdn calendly chargebee chargify
checkout circleci ciscomeraki cisco clearbit clickhouse clickup cloudant cloudflare cloudinary cloudsmith coda codeclimate
codecov cohere coinbase confluence confluent contentful convertkit coveralls cratesio customerio databricks datadog
deepgram deepl deepseek dependabot digicert digitalocean discord disqus docker docusign doppler drip droneci drone
dropbox duffel duo dwolla dynatrace easypost ebay elastic elevenlabs endorlabs etsy eventbrite facebook fastly figma
finicity finnhub firebase fleetbase flickr flutterwave flyio fmfw foursquare frameio freemius freshbooks freshdesk fullstory
gemini geonames giphy github gitlab gitter gocardless godaddy googleapi googlemaps gcp grafana groq gumroad harness
hashicorp hellosign helpscout heroku hetzner honeybadger honeycomb hotjar hubspot huggingface ibm imgur infracost infura
instagram instana intercom intra42 ionic ipinfo ipstack iterable jenkins jfrog jira jotform jumpcloud keen klaviyo kraken
kucoin launchdarkly line linear linkedin linode liveblocks lob loggly logzio looker magento mailchimp mailerlite
mailgun mailjet mandrill mapbox mapquest mashape mattermost maxmind meraki messagebird microsoft mixpanel moengage monday
mongodb mongodbatlas mux mysql netlify newrelic nexmo ngrok notion npm nuget nytimes newyorktimes octopus okta onelogin
onesignal openai openrouter openweather opsgenie optimizely owlbot pagerduty paddle papertrail paypal paystack pendo
perplexity persona pinecone pinterest pipedrive pivotal plaid planetscale plivo polygon postgres postman postmark posthog
prefect privateai pulumi pusher pypi quay quickbooks rackspace rapidapi razorpay readme recaptcha recurly reddit redis
replicate replit revenuecat ringcentral rollbar rubygems runpod salesforce sauce saucelabs scaleway scalingo scalr
segmentio sendbird sendgrid sendinblue sendpulse sentry servicenow shippo shodan shopify sidekiq signalfx skype slack
snowflake snyk sonar sonarcloud sonarqube soundcloud sourcegraph splunk spotify square squarespace squareup sslmate
statuspage stormpath strava stripe stytch sumo sumologic supabase surveymonkey teams telegram telnyx tencent terraform
thycotic tiktok timezoneapi todoist travis travisci trello twilio twitch twitter typeform unsplash upcloud uploadcare
uptimerobot vault vercel vimeo virustotal vonage vultr wakatime weatherbit webex webflow woocommerce wordpress workday
wunderground xero yahoo yammer yandex yelp youtube zapier zendesk zenserp zerotier zoho zoom zoominfo zuora contribsys
bundler plivo cerebras mistral gitbook snipcart sparkpost onfido kubernetes openshift definednetworking dnkey lastpass
bitwarden onepassword 1password vkontakte weixin wechat alipay baidu naver kakao line
`;

const VENDORS: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));

/** Whether one of the words, or two of them joined (`new relic`), names such a vendor. */
export function namesVendor(words: readonly string[]): boolean {
  return words.some(
    (word, at) => VENDORS.has(word) || VENDORS.has(word + (words[at + 1] ?? ' ')) || startsVendor(word),
  );
}

/** `adafruitkey`, `myokta`: all lower case, so the name must be long enough not to be met by chance. */
function startsVendor(word: string): boolean {
  if (word.length < 8) return false;
  for (let length = 5; length < word.length; length++)
    if (VENDORS.has(word.slice(0, length))) return isLong(word, length);
  return false;
}

const isLong = (word: string, length: number): boolean =>
  /^(?:id|key|api|app|tok|sec|acc|cli|pub|pas|pw)/.test(word.slice(length));

/**
 * Vendors whose credentials have no shape of their own (or an older one): their name in a key makes a random-looking
 * value a credential. Lower case without separators. Names that are everyday words in code (segment, branch, mode,
 * render, close, box) are left out: a sensitive word beside them is needed.
 */
const NAMES = `
1password adafruit adobe airtable algolia alibaba alipay aliyun amazon amplitude anthropic apify apigee
appcenter appdynamics appsflyer artifactory asana atlassian auth0 authress aviationstack aws azure backblaze
baidu baremetrics basecamp beamer bitbucket bitly bitmex bittrex bitwarden blogger braintree braze brevo
browserstack bugsnag buildkite bunnycdn calendly cerebras chargebee chargify circleci cisco ciscomeraki
clearbit clickhouse clickup cloudant cloudflare cloudinary cloudsmith coda codeclimate codecov cohere
coinbase confluence confluent contentful contribsys convertkit coveralls cratesio customerio databricks
datadog deepgram deepl deepseek definednetworking dependabot digicert digitalocean discord disqus dnkey
docker docusign doppler drone droneci dropbox duffel duo dwolla dynatrace easypost ebay elastic elevenlabs
endorlabs etsy eventbrite facebook fastly figma finicity finnhub firebase fleetbase flickr flutterwave flyio
fmfw foursquare frameio freemius freshbooks freshdesk fullstory gcp gemini geonames giphy gitbook github
gitlab gitter gocardless godaddy googleapi googlemaps grafana groq gumroad harness hashicorp hellosign
helpscout heroku hetzner honeybadger honeycomb hotjar hubspot huggingface ibm imgur infracost infura
instagram instana intercom intra42 ionic ipinfo ipstack iterable jenkins jfrog jira jotform jumpcloud kakao
klaviyo kraken kubernetes kucoin lastpass launchdarkly linear linkedin linode liveblocks lob loggly logzio
looker magento mailchimp mailerlite mailgun mailjet mandrill mapbox mapquest mashape mattermost maxmind
meraki messagebird microsoft mistral mixpanel moengage mongodb mongodbatlas mux mysql naver netlify newrelic
newyorktimes nexmo ngrok notion npm nuget nytimes octopus okta onelogin onepassword onesignal onfido openai
openrouter openshift openweather opsgenie optimizely owlbot paddle pagerduty papertrail paypal paystack
pendo perplexity pinecone pinterest pipedrive plaid planetscale plivo postgres posthog postman postmark
prefect privateai pulumi pusher pypi quay quickbooks rackspace rapidapi razorpay readme recaptcha recurly
reddit redis replicate replit revenuecat ringcentral rollbar rubygems runpod salesforce saucelabs scaleway
scalingo scalr segmentio sendbird sendgrid sendinblue sendpulse sentry servicenow shippo shodan shopify
sidekiq signalfx skype slack snipcart snowflake snyk sonar sonarcloud sonarqube soundcloud sourcegraph
sparkpost splunk spotify square squarespace squareup sslmate statuspage stormpath strava stripe stytch sumo
sumologic supabase surveymonkey telegram telnyx tencent terraform thycotic tiktok timezoneapi todoist travis
travisci trello twilio twitch twitter typeform unsplash upcloud uploadcare uptimerobot vault vercel vimeo
virustotal vkontakte vonage vultr wakatime weatherbit webex webflow wechat weixin woocommerce wordpress
workday wunderground xero yahoo yammer yandex yelp youtube zapier zendesk zenserp zerotier zoho zoom
zoominfo zuora
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
    if (VENDORS.has(word.slice(0, length))) return length > 6 || isLong(word, length);
  return false;
}

const isLong = (word: string, length: number): boolean =>
  /^(?:id|key|api|app|tok|sec|acc|cli|pub|pas|pw)/.test(word.slice(length));

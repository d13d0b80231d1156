export const id=294;export const ids=[294];export const modules={64294:((e,t,n)=>{n.d(t,{createPostHogReader:()=>D});var r=n(27597),i=n(56046),a=n(27191);let o=864e5,s=[`now`,`week`,`before`,`weekbefore`],c=[`$pageview`,`$screen`];function l({place:e,path:t}){return{page:e.page!==null&&t===null,release:e.releases.length>0}}function u(e){let t=l(e),{events:n,path:r}=e,i={...p(e),events:n,path:r??``,...d(t)?f(e,t):{}};return{query:{kind:`HogQLQuery`,query:d(t)?`SELECT event,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforeactors,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND match(properties.$pathname, {page})) AS pagenowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND match(properties.$pathname, {page})) AS pagenowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})
    AND match(properties.$pathname, {page})) AS pageweekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})
    AND match(properties.$pathname, {page})) AS pageweekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})
    AND match(properties.$pathname, {page})) AS pagebeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})
    AND match(properties.$pathname, {page})) AS pagebeforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})
    AND match(properties.$pathname, {page})) AS pageweekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})
    AND match(properties.$pathname, {page})) AS pageweekbeforeactors,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) IN {releases}) AS releasecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) IN {releases}) AS releaseactors,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) != '' AND JSONExtractString(properties, {releaseproperty}) NOT IN {releases}) AS otherscount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) != '' AND JSONExtractString(properties, {releaseproperty}) NOT IN {releases}) AS othersactors
FROM events
WHERE timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto})
  AND (event IN {events} OR (event IN {activity} AND timestamp >= fromUnixTimestamp({nowfrom})))
  AND ({path} = '' OR properties.$pathname = {path})
GROUP BY event LIMIT 100`:`SELECT event,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforeactors
FROM events
WHERE timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto})
  AND event IN {events}
  AND ({path} = '' OR properties.$pathname = {path})
GROUP BY event LIMIT 100`,values:i},name:`patchpilot product impact`,refresh:`blocking`}}function d({page:e,release:t}){return e||t}function f({events:e,place:t,releaseProperty:n},{page:r,release:i}){return{page:r?m(t.page??``):`^$`,releases:i?t.releases:[``],releaseproperty:n,activity:i?c:e}}function p({window:e}){let t=h(e.from),n=h(e.to),r=n-t,i=7*o/1e3;return{nowfrom:t,nowto:n,weekfrom:t-i,weekto:n-i,beforefrom:t-r,beforeto:t,weekbeforefrom:t-r-i,weekbeforeto:t-i,knownfrom:Math.min(n-14*o/1e3,t-r-i)}}function m(e){return`^${e.replace(/\/+$/,``).split(`{id}`).map(e=>e.replace(/[^\w/\u0080-\u{10ffff}]/gu,e=>`\\${e}`)).join(`[^/]+`)}/?$`}function h(e){return Math.floor(Date.parse(e)/1e3)}let g=s.length*2;function _(e,t,n){let r=2*g,i=e=>{let n=c.flatMap(n=>t.get(n)?.[e]??[]);return n.length===0?null:Math.max(...n)},[a,o]=n.release?[i(r+1),i(r+3)]:[null,null];return e.map(e=>{let i=t.get(e)??[];return{name:e,exists:t.has(e),...y(i,0),onPage:n.page?y(i,g):null,byRelease:n.release?b(i,r,{activeOn:a,activeOthers:o}):null}})}function v(e,t){return{count:e[t]??0,actors:e[t+1]??0}}function y(e,t){let n=n=>v(e,t+s.indexOf(n)*2);return{now:n(`now`),lastWeek:n(`week`),previous:n(`before`),previousLastWeek:n(`weekbefore`)}}function b(e,t,n){return{on:v(e,t),others:v(e,t+2),...n}}let x="PostHog needed more time for the question than it gives (10 s): name fewer events or a shorter window in `impact` of .github/patchpilot.yml; the incident goes on without product impact.",S={400:"PostHog could not read the question: check `posthog-project` and `posthog-url`; the incident goes on without product impact.",401:"PostHog refused the key: create a personal or project-secret API key with the scope query:read and store it as the secret behind `posthog-key`.",403:"PostHog refused to answer: give the key behind `posthog-key` the scope query:read and access to the project in `posthog-project`.",404:"PostHog does not know the project: check `posthog-project` (its number) and `posthog-url` (us or eu).",429:`PostHog is limiting the rate of questions; the incident goes on without product impact.`,504:x,512:x},C=new Set([400,504,512]),w=r.KCZ([r.aig(),r.YjP().regex(/^\d{1,15}$/).transform(Number)]),T=r.Ikc({results:r.YOg(r.YOg(r.L5J()).min(1)).max(1e3)}),E=r.PVZ([r.YjP()]).rest(w);function D({url:e,project:t,key:n}){let r=(0,a.u)({source:`posthog`,baseUrl:e,authorization:`Bearer ${n}`,advice:S,deadline:45e3}),i=`/api/projects/${encodeURIComponent(t)}/query/`;return{counts:async e=>{let{page:t,release:n}=l(e),a=await O(r,i,e);if(!(`refused`in a))return a.counts;if(!(t||n)||!C.has(a.refused.fault.status))return a.refused.asMissing();let o=await O(r,i,{...e,place:{page:null,releases:[]}});return`refused`in o?o.refused.asMissing():o.counts}}}async function O(e,t,n){try{let{data:r}=await e.send(`POST`,t,u(n));return{counts:k(r,n)}}catch(e){if(e instanceof i.c)return{refused:e};throw e}}function k(e,t){let n=T.safeParse(e);if(!n.success)return A();let r=new Map;for(let e of n.data.results){let t=E.safeParse(e);if(!t.success)return A();let[n,...i]=t.data;r.set(n,i)}return _(t.events,r,l(t))}function A(){return{kind:`missing`,source:`posthog`,why:`malformed`,advice:"PostHog sent an answer of an unknown form: check `posthog-url`; the incident goes on without product impact."}}})};

/** Modules of runtimes and frameworks, where a frame has a class or package name but no path that tells. */
export const FOREIGN_MODULE =
  /^(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|android|androidx|dalvik|jakarta|org\.(?:springframework|apache|hibernate|junit|mockito|eclipse|jboss|wildfly|slf4j|postgresql|gradle|bukkit|spigotmc|lwjgl|codehaus|jooq|thymeleaf|quartz|springdoc)|com\.(?:google|fasterxml|zaxxer|mysql|android|intellij|mojang|squareup|facebook\.react|bumptech|amazonaws|netflix|hazelcast|mongodb|rabbitmq|oracle)|net\.(?:minecraft|minecraftforge|fabricmc|bytebuddy|sf\.cglib)|cpw\.mods|io\.(?:netty|ktor|micrometer|reactivex|undertow|grpc|vertx|quarkus|papermc|sentry|lettuce|projectreactor|opentelemetry)|reactor|okhttp3|retrofit2|ch\.qos|clojure|akka|okio|rx|dagger|coil|System|Microsoft|Npgsql|Newtonsoft|MySql|UnityEngine|UnityEditor|Grpc|Serilog|AutoMapper|MediatR|Dapper|StackExchange|Polly|Hangfire|Autofac|Castle|NHibernate|MongoDB|Xunit|NUnit|Mono|Azure|Amazon|Swashbuckle|FluentValidation|runtime|net\/http|encoding|database\/sql|reflect|testing|golang\.org|google\.golang\.org|Illuminate|Symfony|Doctrine|GuzzleHttp|std|core|alloc|tokio|hyper|lib[\w+-]{1,40}|CoreFoundation|UIKit(?:Core)?|Foundation|Swift|SwiftUI|SwiftUICore|AttributeGraph|QuartzCore|CFNetwork|GraphicsServices|Combine|dyld|dyld_sim|CoreData|WebKit|WebCore|JavaScriptCore|AVFoundation|AVFCore|Metal|IOKit|FrontBoardServices|BaseBoard|AppKit|HIToolbox)(?:[./\\:]|$)/;

/** Names that engines give to frames of their own. */
export const FOREIGN_PATH =
  /^(?:node:|internal\/|<frozen |<internal:|native$|\[native code\]|<anonymous>$|async_hooks\.js$|timers\.js$|_stream_|Swift\/|(?:module|events|net|fs|vm|tls|dns|zlib|child_process|bootstrap_node|_http_\w{1,20}|_tls_\w{1,20})\.js$|dart:|package:flutter(?:_test)?\/|ext:|chrome-extension:|moz-extension:|safari-(?:web-)?extension:)/;

/** Where operating systems and toolchains keep code that no application owns. */
export const SYSTEM_PATH =
  /^(?:\/(?:[\w.-]{1,60}\/){0,4}compiler-rt\/|\/usr\/(?:include|lib|lib32|lib64|libexec)\/|\/lib(?:64)?\/|\/build\/(?:glibc|gcc)|\/System\/Library\/|\/Applications\/Xcode|[A-Z]:\\(?:Windows|Program Files)\b|\.\.\/sysdeps\/|\.\/(?:nptl|csu|malloc|stdlib|signal)\/)/;

/** Hosts that serve other people's scripts. */
export const FOREIGN_HOST =
  /^https?:\/\/(?:unpkg\.com|cdn\.jsdelivr\.net|cdnjs\.cloudflare\.com|ajax\.(?:googleapis|aspnetcdn)\.com|code\.jquery\.com|www\.(?:googletagmanager|google-analytics|gstatic|google)\.com|maps\.googleapis\.com|connect\.facebook\.net|js\.stripe\.com|cdn\.shopify\.com|static\.hotjar\.com|js\.hs-scripts\.com|widget\.intercom\.io|browser\.sentry-cdn\.com)\//;

/** Files that hold a library whole, wherever they are served from. */
export const FOREIGN_FILE =
  /(?:^|\/)(?:react(?:-dom)?(?:\.(?:development|production|profiling))?|scheduler\.(?:development|production)|jquery(?:-\d[\w.]{0,20})?(?:\.slim)?|zone(?:-evergreen|-node)?|polyfills?(?:[.-][\w-]{4,30})?|angular|vue(?:\.(?:runtime|global|esm-browser|common))?(?:\.(?:dev|prod))?|lodash|moment|bootstrap_node|webpack\/bootstrap|vendors?(?:[.~-](?=[\w.~-]{0,80}(?:\d|chunk|bundle))[\w.~-]{1,80})?)(?:\.min)?\.m?js(?:\?.{0,200})?$/;

/** First segments of Go's own packages. */
export const GO_STANDARD =
  /^(?:archive|bufio|bytes|compress|container|context|crypto|database|debug|encoding|errors|flag|fmt|go|hash|html|image|internal|io|log|maps|math|mime|net|os|path|plugin|reflect|regexp|runtime|slices|sort|strconv|strings|sync|syscall|testing|text|time|unicode)(?:\/|$)/;

/** Go modules that are in most projects: without a version in the path nothing else tells them from the project's own. */
export const GO_LIBRARY =
  /^(?:pkg\/errors|gin-gonic\/|gorilla\/|sirupsen\/logrus|stretchr\/testify|labstack\/|spf13\/|urfave\/|go-chi\/|jinzhu\/|lib\/pq|go-sql-driver\/|jackc\/|jmoiron\/|getsentry\/|gofiber\/|valyala\/|uber-go\/|prometheus\/client|aws\/aws-sdk|go-redis\/|redis\/|golang\/)/;

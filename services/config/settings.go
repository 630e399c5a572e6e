package config

import (
	"strings"
	"time"
)

// setting is one row of the table from which flags, variables, keys of the file, the check and the documentation are
// made.
type setting struct {
	// name is the flag and the key of the file.
	name  string
	group string
	// fallback is the default, as a user would write it.
	fallback string
	usage    string
	// value returns access to the field of the setting.
	value func(*Config) value
}

// variable returns the name of the setting in the environment.
func (s setting) variable() string {
	return prefix + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

const (
	second = time.Second
	mega   = 1 << 20
	kilo   = 1 << 10
)

// settings are all settings, in the order of the documentation.
var settings = []setting{
	{"listen", "Listening", "127.0.0.1:50051", "address to listen on, `host:port` or `unix:PATH`",
		func(c *Config) value { return text{&c.Listen} }},
	{"http-listen", "Listening", "",
		"address to serve HTTP on, `host:port` or `unix:PATH`: JSON, Connect and gRPC-Web; empty for none",
		func(c *Config) value { return text{&c.HTTPListen} }},
	{"insecure-public", "Listening", "false", "allow plaintext on an address that other machines can reach",
		func(c *Config) value { return boolean{&c.InsecurePublic} }},

	{"content", "Content", "",
		"content directory to serve and watch; empty for content/ or the content around, else the embedded catalog",
		func(c *Config) value { return text{&c.Content} }},
	{"release", "Content", "", "release file to serve and watch; replace it by renaming a new one over it",
		func(c *Config) value { return text{&c.Release} }},
	{"catalog", "Content", "",
		"channel of releases to follow: `oci://host/name:tag` or `oci-layout://DIR:tag`; or a release file with " +
			"its signatures: `https://host/path` or `file:PATH`",
		func(c *Config) value { return location{&c.Catalog} }},
	{"as-of", "Content", "", "day to derive records for, such as 2026-11-23; empty for today",
		func(c *Config) value { return text{&c.AsOf} }},
	{"poll", "Content", "1s", "how often to check whether the content or the day has changed",
		func(c *Config) value { return duration{&c.Poll, time.Millisecond, 24 * time.Hour} }},
	{"max-staleness", "Content", "15m",
		"how long a registry may be unreachable before the health service fresh reports it",
		func(c *Config) value { return duration{&c.MaxStaleness, time.Millisecond, 1000 * time.Hour} }},
	{"retain-releases", "Content", "3", "how many releases can be read by version, including the one being served",
		func(c *Config) value { return count{&c.RetainReleases, 1, 1000} }},
	{"retain-bytes", "Content", "2GiB", "how large they may be together; the one being served is kept whatever its size",
		func(c *Config) value { return size{&c.RetainBytes, kilo, 1 << 50} }},

	{"verify-key", "Releases", "",
		"PEM file of public keys, read at the start; a release must be signed with one of them; can be repeated",
		func(c *Config) value { return list{&c.VerifyKeys} }},
	{"mirror", "Releases", "",
		"copy of the catalog, used if the catalog does not answer or its release is refused; written like catalog; " +
			"can be repeated",
		func(c *Config) value { return locations{list{&c.Mirrors}} }},
	{"catalog-poll", "Releases", "15s",
		"how often to check the channel, give or take a tenth; less and less often, down to every 5m, while " +
			"nothing answers",
		func(c *Config) value { return duration{&c.CatalogPoll, time.Millisecond, 24 * time.Hour} }},
	{"catalog-name", "Releases", DefaultCatalogName,
		"name that releases must be published under, so that none of another catalog is accepted",
		func(c *Config) value { return text{&c.CatalogName} }},
	{"allow-rollback", "Releases", "false", "accept a release with a lower number than the one being served",
		func(c *Config) value { return boolean{&c.AllowRollback} }},
	{"max-shrink", "Releases", "20%",
		"how much of its records and bytes a release may lose compared with the one before; 100% for no limit",
		func(c *Config) value { return percent{&c.MaxShrink} }},
	{"max-release-bytes", "Releases", "16GiB", "largest release file to fetch",
		func(c *Config) value { return size{&c.MaxReleaseBytes, kilo, 1 << 50} }},
	{"probe", "Releases", "", "record that a release must contain to be accepted, such as drugs/imatinib; can be repeated",
		func(c *Config) value { return list{&c.Probes} }},
	{"cache-dir", "Releases", "",
		"directory for the last good releases; empty for compendium/releases in the user's cache directory",
		func(c *Config) value { return text{&c.CacheDir} }},
	{"plain-http", "Releases", "false", "reach registries on other machines without TLS",
		func(c *Config) value { return boolean{&c.PlainHTTP} }},
	{"registry-ca", "Releases", "",
		"PEM file of authorities for registries and web servers, beside those of the system and of docker's certs.d",
		func(c *Config) value { return text{&c.RegistryCA} }},

	{"tls-cert", "TLS", "", "PEM file of the server's certificate chain; read again when it changes and on SIGHUP",
		func(c *Config) value { return text{&c.TLSCert} }},
	{"tls-key", "TLS", "", "PEM file of the server's private key",
		func(c *Config) value { return text{&c.TLSKey} }},
	{"tls-client-ca", "TLS", "",
		"PEM file of the authorities for client certificates; if set, callers need one (mutual TLS)",
		func(c *Config) value { return text{&c.TLSClientCA} }},
	{"tls-client-optional", "TLS", "false", "let callers connect without a client certificate",
		func(c *Config) value { return boolean{&c.TLSClientOptional} }},
	{"tls-poll", "TLS", "10s", "how often to check whether the TLS files have changed",
		func(c *Config) value { return duration{&c.TLSPoll, time.Millisecond, 24 * time.Hour} }},

	{"allow", "Callers", "", "who may call what, `METHODS=IDENTITY,...`; can be repeated",
		func(c *Config) value { return grants{&c.Allow} }},
	{"oidc-issuer", "Callers", "", "URL of the issuer of the bearer tokens (JWT) that callers must send",
		func(c *Config) value { return address{&c.OIDCIssuer} }},
	{"oidc-audience", "Callers", "", "audience that a token must be for",
		func(c *Config) value { return text{&c.OIDCAudience} }},
	{"oidc-keys", "Callers", "", "URL of the issuer's keys (JWKS); empty to discover it",
		func(c *Config) value { return address{&c.OIDCKeys} }},
	{"http-origin", "Callers", "",
		"origin whose pages may call over HTTP from a browser, such as https://example.org, or * for all; can be repeated",
		func(c *Config) value { return list{&c.HTTPOrigins} }},
	{"reflection", "Callers", "true", "serve the schema to tools such as grpcurl, and /openapi.json over HTTP",
		func(c *Config) value { return boolean{&c.Reflection} }},
	{"validate-content", "Callers", "true", "serve ValidateContent; without it, requests of more than 1MiB are refused",
		func(c *Config) value { return boolean{&c.ValidateContent} }},

	{"max-request-bytes", "Limits", "8MiB", "largest request to ValidateContent; other methods accept up to 1MiB",
		func(c *Config) value { return size{&c.MaxRequestBytes, kilo, 1 << 30} }},
	{"max-response-bytes", "Limits", "64MiB", "largest response",
		func(c *Config) value { return size{&c.MaxResponseBytes, kilo, 1 << 30} }},
	{"http-cache-bytes", "Limits", "64MiB",
		"how much JSON of records, and how much of pages, is kept, so that it is made once",
		func(c *Config) value { return size{&c.HTTPCacheBytes, 0, 1 << 50} }},
	{"max-header-bytes", "Limits", "16KiB", "largest header list of a call",
		func(c *Config) value { return size{&c.MaxHeaderBytes, kilo, 16 * mega} }},
	{"max-connections", "Limits", "10000", "most open connections; more wait to be accepted",
		func(c *Config) value { return count{&c.MaxConnections, 1, 1e6} }},
	{"max-streams-per-connection", "Limits", "1000", "most concurrent calls per connection; more wait at the client",
		func(c *Config) value { return count{&c.MaxStreamsPerConnection, 1, 1e6} }},
	{"max-in-flight", "Limits", "2000", "most unary calls at once; more get RESOURCE_EXHAUSTED",
		func(c *Config) value { return count{&c.MaxInFlight, 1, 1e6} }},
	{"max-watchers", "Limits", "20000", "most open streams; more get RESOURCE_EXHAUSTED",
		func(c *Config) value { return count{&c.MaxWatchers, 1, 1e6} }},
	{"max-validations", "Limits", "4", "most ValidateContent calls at once; more get RESOURCE_EXHAUSTED",
		func(c *Config) value { return count{&c.MaxValidations, 1, 1e6} }},
	{"max-deadline", "Limits", "30s", "longest a unary call may take, even if it has no deadline or a later one",
		func(c *Config) value { return duration{&c.MaxDeadline, 10 * time.Millisecond, time.Hour} }},
	{"retry-delay", "Limits", "1s", "how long callers refused because of load are told to wait",
		func(c *Config) value { return duration{&c.RetryDelay, time.Millisecond, time.Hour} }},
	{"handshake-timeout", "Limits", "10s", "longest that opening a connection may take",
		func(c *Config) value { return duration{&c.HandshakeTimeout, 10 * time.Millisecond, time.Hour} }},
	{"max-connection-age", "Limits", "30m", "age at which a connection is asked to end, give or take a tenth",
		func(c *Config) value { return duration{&c.MaxConnectionAge, 10 * time.Millisecond, 1000 * time.Hour} }},
	{"max-watch-age", "Limits", "9m",
		"age at which a watch of the catalog is ended, for the caller to resume; at most max-connection-age-grace",
		func(c *Config) value { return duration{&c.MaxWatchAge, 10 * time.Millisecond, time.Hour} }},
	{"max-connection-age-grace", "Limits", "10m", "how long calls may continue after max-connection-age",
		func(c *Config) value { return duration{&c.MaxConnectionAgeGrace, time.Millisecond, time.Hour} }},
	{"keepalive-min-time", "Limits", "20s", "shortest interval at which a client may ping",
		func(c *Config) value { return duration{&c.KeepaliveMinTime, time.Millisecond, time.Hour} }},
	{"keepalive-time", "Limits", "1m", "how long a connection may be silent before the server pings the client",
		func(c *Config) value { return duration{&c.KeepaliveTime, second, 24 * time.Hour} }},
	{"keepalive-timeout", "Limits", "20s",
		"how long the server waits for an answer to its ping before it ends the connection",
		func(c *Config) value { return duration{&c.KeepaliveTimeout, time.Millisecond, time.Hour} }},

	{"admin-listen", "Observation", "",
		"private address for metrics, probes, profiles and channelz, such as 127.0.0.1:9090; empty for none",
		func(c *Config) value { return text{&c.AdminListen} }},
	{"admin-public", "Observation", "false", "allow admin-listen on an address that other machines can reach",
		func(c *Config) value { return boolean{&c.AdminPublic} }},
	{"metrics", "Observation", "true", "count and time calls, for the metrics at admin-listen",
		func(c *Config) value { return boolean{&c.Metrics} }},
	{"trace-percent", "Observation", "0",
		"percentage of calls to trace; the OTEL_EXPORTER_OTLP_ variables say where traces go",
		func(c *Config) value { return count{&c.TracePercent, 0, 100} }},
	{"access-log-percent", "Observation", "1",
		"percentage of calls to log; calls that fail on the server side are always logged, unless this is 0",
		func(c *Config) value { return count{&c.AccessLogPercent, 0, 100} }},
	{"log-format", "Observation", "text", "format of the log: text or json",
		func(c *Config) value { return text{&c.LogFormat} }},

	{"stream-workers", "Process", "128", "goroutines kept ready to run calls",
		func(c *Config) value { return count{&c.StreamWorkers, 0, 1e5} }},
	{"gc-percent", "Process", "800", "garbage collector target; GOGC takes precedence if set",
		func(c *Config) value { return count{&c.GCPercent, 10, 1e4} }},
	{"memory-limit", "Process", "0",
		"soft memory limit; 0 for four fifths of the memory available; GOMEMLIMIT takes precedence if set",
		func(c *Config) value { return size{&c.MemoryLimit, 0, 1 << 50} }},
	{"shutdown-delay", "Process", "2s",
		"how long to keep serving after health turns NOT_SERVING, so that load balancers notice",
		func(c *Config) value { return duration{&c.ShutdownDelay, 0, time.Hour} }},
	{"drain-timeout", "Process", "15s", "how long to wait for running calls at shutdown",
		func(c *Config) value { return duration{&c.DrainTimeout, 0, time.Hour} }},
}

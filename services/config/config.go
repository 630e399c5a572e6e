// Package config settles how the server runs: from flags, the environment and a file to one value that is checked once
// and then never changes.
//
// It knows settings and their limits. It opens no listener, reads no content and knows no gRPC.
package config

import "time"

// DefaultCatalogName is the default name of a catalog.
const DefaultCatalogName = "compendium"

// Config is every setting of the server. Load completes and checks it; after that it does not change. Each field has a
// row in the table of settings, which makes its flag, its variable, its key of the file and its line of the
// documentation.
type Config struct {
	// Listen is the address to serve on: host:port, or unix:PATH for a socket.
	Listen string
	// HTTPListen is the address to serve HTTP on, in the form of Listen. Empty: none.
	HTTPListen string
	// InsecurePublic lets the server listen in plaintext on an address that other machines can reach.
	InsecurePublic bool

	// Content is the directory to serve and watch. Empty: the content of the working directory, or else the embedded
	// catalog.
	Content string
	// Release is the release file to serve and watch instead. Empty: none.
	Release string
	// Catalog is the reference of a channel of releases to follow instead. Empty: none.
	Catalog string
	// Mirrors are references to copies of Catalog, which are asked if it does not answer or its release is refused.
	Mirrors []string
	// CatalogPoll is how often to look where the channel leads.
	CatalogPoll time.Duration
	// CatalogName is the name of the catalog that releases must have.
	CatalogName string
	// MaxStaleness is how long a registry may be unreachable before health reports it.
	MaxStaleness time.Duration
	// VerifyKeys are files of public keys, one of which must have signed a release. None: releases need no signature.
	VerifyKeys []string
	// AllowRollback accepts releases with lower numbers.
	AllowRollback bool
	// MaxShrink is the percentage of its records and bytes that a release may lose.
	MaxShrink int
	// MaxReleaseBytes is the largest release file to fetch.
	MaxReleaseBytes int64
	// Probes are records that a release must have.
	Probes []string
	// CacheDir is the directory of the last good releases.
	CacheDir string
	// PlainHTTP reaches registries on other machines without TLS.
	PlainHTTP bool
	// RegistryCA is a PEM file of authorities for registries and web servers, beside those of the system.
	RegistryCA string
	// AdminListen is the private address of metrics, probes and profiles. Empty: none.
	AdminListen string
	// AdminPublic lets AdminListen be an address that other machines can reach.
	AdminPublic bool
	// Metrics counts and times calls.
	Metrics bool
	// TracePercent and AccessLogPercent are the percentages of calls that are traced, and logged.
	TracePercent, AccessLogPercent int
	// LogFormat is "text" or "json".
	LogFormat string
	// RetainReleases is how many releases can be read by version, and RetainBytes bounds their size.
	RetainReleases int
	RetainBytes    int64
	// MaxWatchAge is the age at which a watch of the catalog is ended, for the caller to resume.
	MaxWatchAge time.Duration
	// AsOf is the day for which records are derived, as in 2026-11-23. Empty: today.
	AsOf string
	// Poll is how often to look whether the content or the day has changed.
	Poll time.Duration

	// TLSCert and TLSKey are PEM files of the server's certificate chain and key. Both or none.
	TLSCert, TLSKey string
	// TLSClientCA is a PEM file of the authorities of accepted client certificates. If it is set, TLS is mutual.
	TLSClientCA string
	// TLSClientOptional lets callers connect without a certificate, for those that send a token instead.
	TLSClientOptional bool
	// TLSPoll is how often to look whether the TLS files have changed.
	TLSPoll time.Duration

	// Allow maps methods, or patterns of methods, to the identities that may call them. Empty: everyone who gets in may
	// call everything.
	Allow map[string][]string
	// OIDCIssuer is the URL of the issuer of the tokens that callers need. Empty: no tokens.
	OIDCIssuer string
	// OIDCAudience is the audience that a token must be for.
	OIDCAudience string
	// OIDCKeys is the URL of the issuer's keys. Empty: found by discovery.
	OIDCKeys string

	// HTTPOrigins are the origins whose pages may call over HTTP from a browser, or "*".
	HTTPOrigins []string
	// Reflection serves the schema to tools such as grpcurl, and its description over HTTP.
	Reflection bool
	// ValidateContent serves the method of that name.
	ValidateContent bool

	// MaxRequestBytes and MaxResponseBytes bound one message each way.
	MaxRequestBytes, MaxResponseBytes int64
	// HTTPCacheBytes bounds the JSON of records that is kept, and as much again of pages.
	HTTPCacheBytes int64
	// MaxHeaderBytes bounds the header list of one call.
	MaxHeaderBytes int64
	// MaxConnections bounds the open connections; more wait in the kernel's queue.
	MaxConnections int
	// MaxStreamsPerConnection bounds the concurrent calls of one connection.
	MaxStreamsPerConnection int
	// MaxInFlight bounds the unary calls that run at once over all connections; more are rejected.
	MaxInFlight int
	// MaxWatchers bounds the open streams over all connections; more are rejected.
	MaxWatchers int
	// MaxValidations bounds the calls of ValidateContent that run at once; more are rejected.
	MaxValidations int
	// MaxDeadline is the longest that a unary call may take, whatever its caller asks for.
	MaxDeadline time.Duration
	// RetryDelay is the retry delay of a rejected caller.
	RetryDelay time.Duration
	// HandshakeTimeout bounds the opening of a connection, TLS and HTTP/2.
	HandshakeTimeout time.Duration
	// MaxConnectionAge is when a connection is asked to end, give or take a tenth, and MaxConnectionAgeGrace how long its
	// calls may then continue.
	MaxConnectionAge, MaxConnectionAgeGrace time.Duration
	// KeepaliveMinTime is the shortest interval at which a client may ping.
	KeepaliveMinTime time.Duration
	// KeepaliveTime is after how much silence the server pings, and KeepaliveTimeout how long it waits for the answer
	// before it considers the connection dead.
	KeepaliveTime, KeepaliveTimeout time.Duration
	// StreamWorkers is how many goroutines are kept to run calls.
	StreamWorkers int

	// GCPercent is the garbage collector's target, as of GOGC.
	GCPercent int
	// MemoryLimit is the soft limit of memory in bytes, as of GOMEMLIMIT. 0: four fifths of the memory of the machine or
	// container.
	MemoryLimit int64
	// ShutdownDelay is how long to keep serving after health turns NOT_SERVING, so that balancers notice.
	ShutdownDelay time.Duration
	// DrainTimeout is how long to wait for running calls at the end.
	DrainTimeout time.Duration
}

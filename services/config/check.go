package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/services/transport"
)

// unixPrefix is the prefix of addresses that are sockets of the file system.
const unixPrefix = "unix:"

// Network returns the network and address of a setting to listen on, for net.Listen.
func Network(listen string) (network, address string) {
	if path, ok := strings.CutPrefix(listen, unixPrefix); ok {
		return "unix", path
	}
	return "tcp", listen
}

// TLS reports whether the server uses TLS.
func (c *Config) TLS() bool { return c.TLSCert != "" }

// check returns an error if settings contradict each other.
func (c *Config) check() []error {
	var problems []error
	wrong := func(what string) { problems = append(problems, errors.New(what)) }
	if err := c.checkListen("listen", c.Listen); err != nil {
		problems = append(problems, err)
	}
	problems = append(problems, c.checkHTTP()...)
	if host, _, err := net.SplitHostPort(c.AdminListen); err == nil && !transport.Loopback(host) && !c.AdminPublic {
		wrong("admin-listen: " + c.AdminListen + " is reached by other machines, and it has profiles and no access " +
			"control; listen on 127.0.0.1, or set admin-public on a private network")
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		wrong("tls-cert and tls-key go together: set both or none")
	}
	if c.TLSClientCA != "" && c.TLSCert == "" {
		wrong("tls-client-ca: there is no TLS; set tls-cert and tls-key")
	}
	if c.TLSClientOptional && c.TLSClientCA == "" {
		wrong("tls-client-optional: there are no client certificates; set tls-client-ca")
	}
	if (c.OIDCIssuer == "") != (c.OIDCAudience == "") {
		wrong("oidc-issuer and oidc-audience go together: a token for another service must not be taken")
	}
	if c.OIDCKeys != "" && c.OIDCIssuer == "" {
		wrong("oidc-keys: there are no tokens; set oidc-issuer and oidc-audience")
	}
	if plain(c.OIDCIssuer) || plain(c.OIDCKeys) {
		wrong("oidc-issuer, oidc-keys: keys that come over plaintext can be forged; use https, or http on this machine only")
	}
	if len(c.Allow) > 0 && c.TLSClientCA == "" && c.OIDCIssuer == "" {
		wrong("allow: nothing proves who a caller is; set tls-client-ca or oidc-issuer")
	}
	sources := 0
	for _, set := range []string{c.Content, c.Release, c.Catalog} {
		if set != "" {
			sources++
		}
	}
	if sources > 1 {
		wrong("content, release and catalog: one of them is served; set one")
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		wrong("log-format: it is text or json")
	}
	if len(c.Mirrors) > 0 && c.Catalog == "" {
		wrong("mirror: there is no catalog to mirror; set catalog")
	}
	if len(c.VerifyKeys) > 0 && c.Catalog == "" {
		wrong("verify-key: what is signed comes from a catalog; set catalog")
	}
	if c.MaxWatchAge > c.MaxConnectionAgeGrace {
		wrong(
			"max-watch-age: a watch has to end itself before its connection is cut off; set at most max-connection-age-grace",
		)
	}
	return problems
}

// checkUseless refuses flags that do nothing with what is served. Variables and the file may be shared by several
// servers, so they may have settings that one of them does not need.
func (l *Loaded) checkUseless() []error {
	var problems []error
	remote := slices.ContainsFunc(append([]string{l.Catalog}, l.Mirrors...), isRemote)
	for _, s := range settings {
		origin := l.origins[s.name]
		why := ""
		switch {
		case origin != "--"+s.name || s.name == "mirror" || s.name == "verify-key": // check refuses these from everywhere
		case l.Catalog == "" && (s.group == "Releases" || s.name == "max-staleness"):
			why = "it is for what --catalog follows; set catalog, or leave it out"
		case l.Catalog != "" && s.name == "poll":
			why = "a catalog is looked at every catalog-poll; set that, or leave it out"
		case l.Catalog != "" && !remote && (s.name == "plain-http" || s.name == "registry-ca"):
			why = "neither the catalog nor a mirror is a registry or web server; leave it out"
		case l.HTTPListen == "" && (s.name == "http-origin" || s.name == "http-cache-bytes"):
			why = "there is no HTTP; set http-listen, or leave it out"
		}
		if why != "" {
			problems = append(problems, fmt.Errorf("%s does nothing here: %s", origin, why))
		}
	}
	return problems
}

// isRemote reports whether a reference leads to a registry or a web server.
func isRemote(reference string) bool {
	return reference != "" && !strings.HasPrefix(reference, "oci-layout:") && !strings.HasPrefix(reference, "file:")
}

// checkHTTP checks the settings of HTTP.
func (c *Config) checkHTTP() []error {
	if c.HTTPListen == "" {
		return nil
	}
	var problems []error
	if err := c.checkListen("http-listen", c.HTTPListen); err != nil {
		problems = append(problems, err)
	}
	// Port 0 is a free one each time.
	if (c.HTTPListen == c.Listen || c.HTTPListen == c.AdminListen) && !strings.HasSuffix(c.HTTPListen, ":0") {
		problems = append(problems, errors.New("http-listen: "+c.HTTPListen+" is listened on already; choose another port"))
	}
	for _, origin := range c.HTTPOrigins {
		u, err := url.Parse(origin)
		if origin != "*" && (err != nil || u.Host == "" || u.Scheme+"://"+u.Host != origin) {
			problems = append(problems, fmt.Errorf("http-origin: invalid origin %q; write scheme and host, "+
				"such as https://example.org, or *", origin))
		}
	}
	return problems
}

// checkListen refuses an address that other machines reach in plaintext. Names other than localhost count as such,
// since they may lead anywhere.
func (c *Config) checkListen(name, listen string) error {
	network, address := Network(listen)
	if network == "unix" {
		if address == "" {
			return errors.New(name + ": unix: has no path; write unix:PATH")
		}
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%s: %q is not an address: write host:port, such as 127.0.0.1:50051, or unix:PATH; choose another "+
			"address with --%s", name, listen, name)
	}
	if c.TLS() || c.InsecurePublic || transport.Loopback(host) {
		return nil
	}
	return fmt.Errorf("%s: %s is reached by other machines, and without TLS they read and forge what is served; "+
		"set tls-cert and tls-key, listen on 127.0.0.1, or set insecure-public if a proxy or mesh in front does TLS",
		name, listen)
}

// plain reports whether a URL leads over plaintext to another machine.
func plain(url string) bool {
	rest, ok := strings.CutPrefix(url, "http://")
	if !ok {
		return false
	}
	authority, _, _ := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		authority = authority[i+1:]
	}
	host, _, err := net.SplitHostPort(authority)
	if err != nil {
		host = authority
	}
	return !transport.Loopback(strings.Trim(host, "[]"))
}

package services

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	reflectionalphapb "google.golang.org/grpc/reflection/grpc_reflection_v1alpha"
	"google.golang.org/protobuf/types/known/durationpb"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/access"
)

// Auth is how callers authenticate, and what they may call. Health checks need neither.
type Auth struct {
	// Tokens checks the bearer token that each call needs. Nil: calls need no token.
	Tokens *access.Tokens
	// TokenOrCertificate accepts a verified client certificate instead of a token.
	TokenOrCertificate bool
	// Rules are the grants. Nil: every authenticated caller may call everything.
	Rules *access.Rules
}

// Methods returns the full names of all methods that a server may have, such as
// "compendium.v1.CatalogService/GetDrug". Settings turn some of them off.
func Methods() []string {
	var list []string
	for _, service := range []grpc.ServiceDesc{
		compendiumv1.CatalogService_ServiceDesc, compendiumv1.ValidationService_ServiceDesc,
		healthpb.Health_ServiceDesc, reflectionpb.ServerReflection_ServiceDesc,
		reflectionalphapb.ServerReflection_ServiceDesc,
	} {
		for _, m := range service.Methods {
			list = append(list, service.ServiceName+"/"+m.MethodName)
		}
		for _, m := range service.Streams {
			list = append(list, service.ServiceName+"/"+m.StreamName)
		}
	}
	return list
}

// WithAuth requires callers to authenticate. Without it everyone may call everything.
func WithAuth(a *Auth) Option { return func(s *settings) { s.auth = a } }

// authorized rejects callers that may not call a method, before their request is read.
func (s *Server) authorized(full string, next grpc.MethodHandler) grpc.MethodHandler {
	auth := s.settings.auth
	if auth == nil {
		return next
	}
	callers := auth.Rules.Of(full)
	return func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any,
		error) {
		if err := auth.check(ctx, full, callers, s.log); err != nil {
			return nil, err
		}
		return next(server, ctx, decode, interceptor)
	}
}

// authorizeStream rejects callers that may not open a stream.
func (s *Server) authorizeStream(ctx context.Context, full string) error {
	if s.settings.auth == nil || isHealth(full) {
		return nil
	}
	return s.settings.auth.check(ctx, full, s.settings.auth.Rules.Of(full), s.log)
}

func isHealth(full string) bool { return strings.HasPrefix(full, "/grpc.health.v1.Health/") }

// check authenticates and authorizes a caller.
func (a *Auth) check(ctx context.Context, full string, callers access.Callers, log *slog.Logger) error {
	identities, certified := ofPeer(ctx)
	token, err := bearer(ctx)
	if err != nil {
		return err
	}
	switch {
	case a.Tokens == nil:
		if !certified {
			return unauthenticated(ReasonCredentialsMissing,
				"The connection has no client certificate. Connect with one that the server's authorities signed.")
		}
	case token != "":
		subject, err := a.Tokens.Subject(ctx, token)
		if invalid, bad := errors.AsType[*access.InvalidTokenError](err); bad {
			return unauthenticated(ReasonTokenInvalid, "The token "+invalid.Why+".")
		}
		if err != nil {
			if !errors.Is(err, access.ErrAskedLately) {
				log.Error("a token could not be checked", "error", err)
			}
			return failure(codes.Unavailable, ReasonKeysUnavailable,
				"The keys of the token issuer are not available. Try again.", nil,
				&errdetails.RetryInfo{RetryDelay: durationpb.New(keysRetry)})
		}
		identities = append(identities, access.OfToken(subject))
	case !certified || !a.TokenOrCertificate:
		return unauthenticated(ReasonCredentialsMissing,
			"The call has no token. Send it as the metadata authorization: Bearer TOKEN.")
	}
	if !callers.Include(identities) {
		method := strings.TrimPrefix(full, "/")
		return failure(codes.PermissionDenied, ReasonCallerNotAllowed, named(identities)+" may not call "+method+".",
			map[string]string{"caller": strings.Join(identities, ","), "method": method})
	}
	return nil
}

// named returns the name of a caller for messages.
func named(identities []string) string {
	if len(identities) == 0 {
		return "A caller without SPIFFE ID or DNS name"
	}
	return strings.Join(identities, ", ")
}

// keysRetry is the retry delay of a call whose token could not be checked.
const keysRetry = 5 * time.Second

func unauthenticated(reason, message string) error {
	return failure(codes.Unauthenticated, reason, message, nil)
}

// ofPeer returns the identities of the verified client certificate, and whether there is one.
func ofPeer(ctx context.Context) (identities []string, certified bool) {
	p, ok := peer.FromContext(ctx)
	if !ok {
		return nil, false
	}
	info, ok := p.AuthInfo.(credentials.TLSInfo)
	if !ok || len(info.State.VerifiedChains) == 0 {
		return nil, false
	}
	return access.OfCertificate(info.State.VerifiedChains[0][0]), true
}

// bearer returns the token of a call, or "".
func bearer(ctx context.Context) (string, error) {
	values := metadata.ValueFromIncomingContext(ctx, "authorization")
	if len(values) == 0 {
		return "", nil
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	if len(values) > 1 || !strings.EqualFold(scheme, "bearer") || token == "" {
		return "", unauthenticated(ReasonTokenInvalid,
			"The metadata authorization does not have one token. Send authorization: Bearer TOKEN.")
	}
	return token, nil
}

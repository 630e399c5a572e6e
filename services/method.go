package services

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
)

// Header metadata of every response.
const (
	// VersionHeader names the version of the catalog that answered.
	VersionHeader = "catalog-version"
	// DigestHeader names the digest of its content.
	DigestHeader = "catalog-digest"
	// VersionChangedHeader names the version that the page before came from, where it was another one.
	VersionChangedHeader = "catalog-version-changed"
)

// method answers one RPC from one release. Its response is a message, or bytes that are ready.
type method struct {
	request func() proto.Message
	answer  func(ctx context.Context, now call, request proto.Message) (any, error)
	// trusting says that the method itself refuses what the request's rules refuse, by way of invalid, so that requests that are
	// well-formed cost nothing to check.
	trusting bool
}

// trusting has a method refuse what its request's rules refuse.
func trusting(m method) method {
	m.trusting = true
	return m
}

// call is what one call answers from.
type call struct {
	*generation
	server *Server
	state  *state
}

// answer makes a method of a function over a request type.
func answer[T any, Request interface {
	*T
	proto.Message
}](f func(context.Context, call, Request) (any, error)) method {
	return method{
		request: func() proto.Message { return Request(new(T)) },
		answer: func(ctx context.Context, now call, request proto.Message) (any, error) {
			typed, ok := request.(Request)
			if !ok {
				return nil, fmt.Errorf("the request is a %T", request)
			}
			return f(ctx, now, typed)
		},
	}
}

// description copies the description of a generated service with handlers that answer from releases. The generated handlers would
// encode a message anew for each call.
func (s *Server) description(generated *grpc.ServiceDesc, methods map[string]method) *grpc.ServiceDesc {
	described := *generated
	described.HandlerType = nil
	described.Methods, described.Streams = nil, nil
	for _, m := range generated.Methods {
		implemented, ok := methods[m.MethodName]
		if !ok {
			continue
		}
		full := "/" + generated.ServiceName + "/" + m.MethodName
		described.Methods = append(described.Methods, grpc.MethodDesc{MethodName: m.MethodName, Handler: s.guarded(full, s.handler(full, implemented))})
	}
	return &described
}

func (s *Server) handler(full string, m method) grpc.MethodHandler {
	info := &grpc.UnaryServerInfo{Server: s, FullMethod: full}
	run := func(ctx context.Context, request any) (any, error) {
		message, ok := request.(proto.Message)
		if !ok {
			return nil, fmt.Errorf("the request is a %T", request)
		}
		return s.call(ctx, full, m, message)
	}
	most := smallRequestBytes
	if full == validateContentMethod {
		most = int(s.settings.config.MaxRequestBytes)
	}
	return func(_ any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		request := incoming{message: m.request(), most: most}
		if err := decode(&request); err != nil {
			return nil, err
		}
		if request.problem != nil {
			return nil, malformed(request.problem)
		}
		if interceptor == nil {
			return run(ctx, request.message)
		}
		return interceptor(ctx, request.message, info, run)
	}
}

// call answers from one generation, which a refusal names too.
func (s *Server) call(ctx context.Context, full string, m method, request proto.Message) (response any, err error) {
	now, err := s.pick(request)
	if err != nil {
		return nil, err
	}
	held := true
	defer func() {
		if p := recover(); p != nil {
			response, err = nil, answeredError{s.panicked(full, p)}
		}
		if held {
			now.File.Close()
		}
	}()
	response, err = s.answer(ctx, m, now, request)
	if err != nil {
		// The caller who went away is told nothing, and the error is what there is to tell.
		_ = grpc.SetHeader(ctx, now.header)
		return nil, answeredError{err}
	}
	// Sent as it is, while metadata that is only set would be copied for each call. The response follows at once. It fails only for a call
	// that has ended already, because its caller has reset it; gRPC's own error for that would look as if something had failed here.
	if grpc.SendHeader(ctx, now.header) != nil {
		return nil, context.Canceled
	}
	if ready, ok := response.(*encoded); ok {
		// The response holds the image until it is sent.
		ready.file = now.File
		held = false
	}
	return response, nil
}

// answer has a method answer, within the bounds of what this server sends.
func (s *Server) answer(ctx context.Context, m method, now call, request proto.Message) (any, error) {
	if !m.trusting {
		if err := s.invalid(request); err != nil {
			return nil, err
		}
	}
	response, err := m.answer(ctx, now, request)
	if err != nil {
		return nil, err
	}
	if ready, ok := response.(*encoded); ok {
		if size, most := ready.size(), int(s.settings.config.MaxResponseBytes); size > most {
			return nil, tooLarge(ReasonResponseTooLarge, size, most,
				fmt.Sprintf("The response has %d bytes; this server sends %d. Ask for fewer records at once, for the view BASIC, or for some fields.", size, most))
		}
	}
	return response, nil
}

// setHeader adds header metadata to the response. That fails only for a call that has ended already, because its caller has reset it; gRPC's
// own error for it would look as if something had failed here.
func setHeader(ctx context.Context, header metadata.MD) error {
	if grpc.SetHeader(ctx, header) != nil {
		return context.Canceled
	}
	return nil
}

// invalid gives the error of a request that its rules refuse, or nil.
func (s *Server) invalid(request proto.Message) error {
	if err := s.validator.Validate(request); err != nil {
		return invalidRequest(err)
	}
	return nil
}

// pick holds the generation that a request is to be answered from: that of the version it asks for, or the current one.
func (s *Server) pick(request proto.Message) (call, error) {
	for {
		now := s.state.Load()
		g := now.current
		if g.empty() {
			return call{}, s.notReady(now)
		}
		if version, reason := wantedVersion(request); version != "" && version != g.version {
			if g = now.at(version); g == nil {
				return call{}, versionGone(reason, version, now)
			}
		}
		if g.File.Acquire() {
			return call{generation: g, server: s, state: now}, nil
		}
		// It was let go of since the state was read, so there is a newer state.
	}
}

// wantedVersion gives the version that a request must be answered from, "" for any, and the reason of the error when it is gone.
func wantedVersion(request proto.Message) (version, reason string) {
	if r, ok := request.(interface{ GetVersion() string }); ok && r.GetVersion() != "" {
		return r.GetVersion(), ReasonVersionNotRetained
	}
	if r, ok := request.(interface {
		GetConsistent() bool
		GetPageToken() string
	}); ok && r.GetConsistent() && r.GetPageToken() != "" {
		return tokenVersion(r.GetPageToken()), ReasonVersionChanged
	}
	return "", ""
}

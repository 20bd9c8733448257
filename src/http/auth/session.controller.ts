import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidInput, ProblemError } from '../problem.js';
import { Needs, Open } from '../server/route-rules.js';
import { SignIn } from './sign-in.js';
import { signIn, type Who, whoView } from './auth-schemas.js';
import { foreignPage, isForeign } from './page-call.js';
import { Caller, type Principal } from './principal.js';
import { setSessionCookie } from './session-cookie.js';

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(private readonly signIn: SignIn) {}

  @Post()
  @Open()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Trades a key for a session, which comes as a cookie and holds for 30 days since its last use.',
  })
  @ApiResponse({ status: 200, description: 'Who is signed in.', standardSchema: whoView })
  async open(
    @Body({ schema: signIn }) { apiKey }: z.infer<typeof signIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Who> {
    if (isForeign(request)) throw foreignPage();
    const opened = await this.signIn.open(apiKey, request.ip, request.headers['user-agent'] ?? null);
    setSessionCookie(request, reply, opened.token);
    return opened.who;
  }

  @Get()
  @Needs('any')
  @ApiResponse({ status: 200, description: 'Who asks, and what is open with the same key.', standardSchema: whoView })
  who(@Caller() caller: Principal): Promise<Who> {
    return this.signIn.who(caller);
  }

  @Delete()
  @Needs('any')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Signed out: the session is gone.' })
  async close(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (caller.sessionId === null) {
      throw invalidInput([{ field: 'Cookie', problem: 'holds no session; name one as DELETE /session/{id}' }]);
    }
    await this.signIn.close(caller, caller.sessionId);
    setSessionCookie(request, reply, null);
  }

  @Delete(':id')
  @Needs('any')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'A session of the same key is gone.' })
  async revoke(@Caller() caller: Principal, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    if (await this.signIn.close(caller, id)) return;
    throw new ProblemError({ status: 404, code: 'not-found', title: 'There is no such session.' });
  }
}
